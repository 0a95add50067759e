/** Maximum time until the task runs, in milliseconds. */
const LATEST_MS = 500;

/**
 * Runs a task when the browser is idle, so that pending input is painted first.
 *
 * @returns a function that cancels it
 */
export function whenIdle(work: () => void): () => void {
  // `requestIdleCallback` is missing in some supported versions of Safari.
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(work, 50);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work, { timeout: LATEST_MS });
  return () => cancelIdleCallback(handle);
}
