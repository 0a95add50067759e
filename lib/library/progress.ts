import { processSingleton } from "../process-singleton";

import "server-only";

/** Progress of the startup work that precedes the first search, as a number of reports. */
export interface Progress {
  doing: "reading" | "indexing";
  done: number;
  of: number;
}

const state = () => processSingleton("progress", (): { latest: Progress | null } => ({ latest: null }));

/** Reports the current progress. */
export function noteProgress(progress: Progress): void {
  state().latest = progress;
}

/** The last reported progress; null if there is none yet. */
export function latestProgress(): Progress | null {
  return state().latest;
}
