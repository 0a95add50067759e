import "server-only";
import { sentenceOf } from "../errors/sentence";
import { keepTrying } from "../keep-trying";
import { log } from "../log";
import { processSingleton } from "../process-singleton";
import { currentLibrary } from "./library";
import { indexLibrary } from "./search";

const state = () => processSingleton("preparation", (): { outcome?: "done" | "failed" } => ({}));

/**
 * Loads and indexes the reports at startup, before the first request needs them. Both steps take minutes for a large
 * new library. Resolves when the reports are ready; requests that need them earlier have to wait. Failures are logged
 * and retried.
 *
 * @param pause see `keepTrying`
 */
export function prepareLibrary(pause?: number): Promise<void> {
  const prepare = async () => {
    state().outcome = undefined;
    const { problems } = await currentLibrary();
    for (const { file, reason } of problems)
      log.error({ file: `content/${file}`, why: sentenceOf(reason) }, "a report was skipped");
    await indexLibrary();
    state().outcome = "done";
  };
  const note = (error: unknown) => {
    log.error({ err: error }, "the library could not be read and indexed");
    state().outcome = "failed";
  };
  return keepTrying(prepare, note, pause);
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
