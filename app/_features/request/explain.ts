import type { Translate } from "@/app/_messages/translate";
import { RequestError } from "./fetch-json";

/** Why a request failed, in a sentence: the server's own, or that it cannot be reached. See `sendJson`. */
export function explain(t: Translate, error: unknown): string {
  if (error instanceof TypeError) return t("notes.unreachable");
  return error instanceof Error ? error.message : String(error);
}

/** What the button says that tries a request again. */
export function retryLabel(t: Translate, error: unknown): string {
  const isSignedOut = error instanceof RequestError && error.status === 401;
  return isSignedOut ? t("accounts.signIn.submit") : t("search.retry");
}
