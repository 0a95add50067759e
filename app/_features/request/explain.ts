import { sayWith } from "@/app/_messages/say-with";
import type { Translate } from "@/app/_messages/translate";
import type { Problem } from "@/lib/errors/problem";
import { TAGS } from "@/lib/errors/problems/tags";
import { RequestError, UNKNOWN } from "./fetch-json";

/** A problem that the browser detects itself. */
type OwnProblem = Problem<keyof typeof TAGS>;

/** The server's message about a failed change. */
interface Refusal {
  message: string;
}

/**
 * The message to show for an error: the server's message, which is already in the page's language, or the message for a
 * problem that the browser detected, such as an unreachable server. A response without a message of ours comes from a
 * proxy, for example because it doesn't accept large files.
 */
export function explain(t: Translate, error: unknown): string {
  if (error instanceof TypeError) return t("notes.unreachable");
  if (error instanceof RequestError && error.code === UNKNOWN) {
    return t("notes.unexpected", { status: String(error.status) });
  }
  if (isOwnProblem(error)) return sayWith(t, () => TAGS[error.key].text)(error);
  return isRefusal(error) ? error.message : String(error);
}

function isOwnProblem(error: unknown): error is OwnProblem {
  return typeof error === "object" && error !== null && "key" in error && String(error.key) in TAGS;
}

function isRefusal(error: unknown): error is Refusal {
  return typeof error === "object" && error !== null && "message" in error;
}
