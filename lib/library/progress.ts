import { processSingleton } from "../process-singleton";

import "server-only";

/** How far the process is with what it does before searches can be answered, in reports. */
export interface Progress {
  doing: "reading" | "indexing";
  done: number;
  of: number;
}

const state = () => processSingleton("progress", (): { latest: Progress | null } => ({ latest: null }));

/** Says how far it is now. */
export function noteProgress(progress: Progress): void {
  state().latest = progress;
}

/** What was said last; null for nothing yet. */
export function latestProgress(): Progress | null {
  return state().latest;
}
