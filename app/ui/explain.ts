import { words } from "../words/en";

/** Why a request failed, in a sentence: the server's own, or that it cannot be reached. See `sendJson`. */
export function explain(error: unknown): string {
  if (error instanceof TypeError) return words.notes.unreachable;
  return error instanceof Error ? error.message : String(error);
}
