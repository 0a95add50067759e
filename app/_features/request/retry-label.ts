import type { Translate } from "@/app/_messages/translate";
import { RequestError } from "./fetch-json";

/** The label of the retry button. */
export function retryLabel(t: Translate, error: unknown): string {
  const isSignedOut = error instanceof RequestError && error.status === 401;
  return isSignedOut ? t("accounts.signIn.submit") : t("search.retry");
}
