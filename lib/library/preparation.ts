import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { sentenceOf } from "../errors/sentence";
import { log } from "../log";
import { processSingleton } from "../process-singleton";
import { currentLibrary } from "./library";
import { indexLibrary } from "./search";

/** Delay before retrying to load or index the reports, in milliseconds. */
const TRY_AGAIN = 10_000;

const state = () => processSingleton("preparation", (): { outcome?: "done" | "failed" } => ({}));

/**
 * Loads and indexes the reports at startup, before the first request needs them. Both steps take minutes for a large
 * new library. Resolves when the reports are ready; requests that need them earlier have to wait. Failures are logged
 * and retried.
 *
 * @param pause delay before a retry, in milliseconds
 */
export async function prepareLibrary(pause = TRY_AGAIN): Promise<void> {
  for (;;) {
    state().outcome = undefined;
    try {
      const { problems } = await currentLibrary();
      for (const { file, reason } of problems)
        log.error({ file: `content/${file}`, why: sentenceOf(reason) }, "a report was skipped");
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

/**
 * Whether the library has been loaded and indexed at least once. After a report changes, searches wait for the new
 * index.
 */
export function isPrepared(): boolean {
  return state().outcome === "done";
}

/** Whether the last attempt to load and index the library failed. */
export function hasPreparationFailed(): boolean {
  return state().outcome === "failed";
}
