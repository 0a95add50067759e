import { words } from "@/app/_messages/en";
import { RequestError } from "./fetch-json";

/** Why a request failed, in a sentence: the server's own, or that it cannot be reached. See `sendJson`. */
export function explain(error: unknown): string {
  if (error instanceof TypeError) return words.notes.unreachable;
  return error instanceof Error ? error.message : String(error);
}

/** What the button says that tries a request again. */
export function retryLabel(error: unknown): string {
  const isSignedOut = error instanceof RequestError && error.status === 401;
  return isSignedOut ? words.accounts.signIn.submit : words.search.retry;
}
