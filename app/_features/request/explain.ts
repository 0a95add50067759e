import type { Translate } from "@/app/_messages/translate";
import { RequestError } from "./fetch-json";

/**
 * An error message for a failed request: the server's own, or one that says that it can't be reached. See `sendJson`.
 */
export function explain(t: Translate, error: unknown): string {
  if (error instanceof TypeError) return t("notes.unreachable");
  return error instanceof Error ? error.message : String(error);
}

/** The label of a retry button. */
export function retryLabel(t: Translate, error: unknown): string {
  const isSignedOut = error instanceof RequestError && error.status === 401;
  return isSignedOut ? t("accounts.signIn.submit") : t("search.retry");
}
