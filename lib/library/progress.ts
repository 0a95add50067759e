import "server-only";

/** How far the process is with what it does before searches can be answered, in reports. */
export interface Progress {
  doing: "reading" | "indexing";
  done: number;
  of: number;
}

/** One a process, however many bundles of the app hold this module. */
const shelf = globalThis as typeof globalThis & { concordProgress?: Progress };

/** Says how far it is now. */
export function noteProgress(progress: Progress): void {
  shelf.concordProgress = progress;
}

/** What was said last; null for nothing yet. */
export function latestProgress(): Progress | null {
  return shelf.concordProgress ?? null;
}
