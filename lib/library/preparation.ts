import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "../log";
import { processSingleton } from "../process-singleton";
import { currentLibrary } from "./library";
import { indexLibrary } from "./search";

/** Until it is tried again to read the reports or to make the index, in milliseconds. */
const TRY_AGAIN = 10_000;

const state = () => processSingleton("preparation", (): { outcome?: "done" | "failed" } => ({}));

/**
 * Reads the reports and makes the index, so that nobody waits for them: both take minutes for a large library that is new. It ends when
 * they are there; what comes before waits for them, if it needs them. What fails is logged and tried again.
 *
 * @param pause until then, in milliseconds
 */
export async function prepareLibrary(pause = TRY_AGAIN): Promise<void> {
  for (;;) {
    state().outcome = undefined;
    try {
      const { problems } = await currentLibrary();
      for (const { file, message } of problems)
        log.error({ file: `content/${file}`, why: message }, "a report was left out");
      await indexLibrary();
      state().outcome = "done";
      return;
    } catch (error) {
      log.error({ err: error }, "the library could not be read and indexed");
      state().outcome = "failed";
      await sleep(pause, undefined, { ref: false });
    }
  }
}

/** Whether the library was read and indexed once. Searches wait where a report has changed since. */
export function isPrepared(): boolean {
  return state().outcome === "done";
}

/** Whether reading and indexing it has failed, and not yet succeeded since. */
export function hasPreparationFailed(): boolean {
  return state().outcome === "failed";
}
