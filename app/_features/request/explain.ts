import { sayWith } from "@/app/_messages/say-with";
import type { Translate } from "@/app/_messages/translate";
import type { Problem } from "@/lib/errors/problem";
import { TAGS } from "@/lib/errors/problems/tags";

/** A problem that the browser finds by itself. */
type OwnProblem = Problem<keyof typeof TAGS>;

/** What the server has said about a failed change. */
interface Refusal {
  message: string;
}

/**
 * The sentence to show for an error: the server's, which is in the language of the page already; that the server can't
 * be reached; or that of a problem found here.
 */
export function explain(t: Translate, error: unknown): string {
  if (error instanceof TypeError) return t("notes.unreachable");
  if (isOwnProblem(error)) return sayWith(t, () => TAGS[error.key].text)(error);
  return isRefusal(error) ? error.message : String(error);
}

function isOwnProblem(error: unknown): error is OwnProblem {
  return typeof error === "object" && error !== null && "key" in error && String(error.key) in TAGS;
}

function isRefusal(error: unknown): error is Refusal {
  return typeof error === "object" && error !== null && "message" in error;
}
