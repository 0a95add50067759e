/** The longest that anything is put off, in milliseconds. */
const LATEST_MS = 500;

/**
 * Does something when the browser has nothing more urgent to do: what was typed is painted first.
 *
 * @returns calls it off
 */
export function whenIdle(work: () => void): () => void {
  // Not in every Safari that we serve.
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(work, 50);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work, { timeout: LATEST_MS });
  return () => cancelIdleCallback(handle);
}
