import { sayHere } from "@/app/_messages/say-here";
import type { Translate } from "@/app/_messages/translate";
import { namesIn } from "@/lib/errors/fill";
import type { Problem } from "@/lib/errors/problem";
import { type ErrorKey, PROBLEMS } from "@/lib/errors/problems";

const NUMBER = /^\d{1,9}$/u;

/**
 * Returns the path of a page, with a problem that the page will show. The only details in the URL are numbers. Anyone
 * can create a link to the page, and must not be able to make it show text of their own.
 */
export function withProblem(path: string, { key, params }: Problem<ErrorKey>): string {
  const numbers = Object.entries(params).filter(([, value]) => typeof value === "number");
  const details =
    numbers.length > 0 ? `?${new URLSearchParams(numbers.map(([name, value]) => [name, String(value)]))}` : "";
  return `${path}${path.includes("?") ? "&" : "?"}${new URLSearchParams({ problem: key + details })}`;
}

/** The message for the problem in a page's URL; see `withProblem`. Undefined if there is none. */
export async function sentenceInAddress(
  t: Translate,
  value: string | string[] | undefined,
): Promise<string | undefined> {
  if (typeof value !== "string") return undefined;
  const [key = "", details] = value.split("?", 2);
  if (key.startsWith("bad-request.")) return t("accounts.badEntries");
  if (!isErrorKey(key)) return t("accounts.unknownProblem");
  const params = Object.fromEntries(new URLSearchParams(details));
  const isWhole = namesIn(PROBLEMS[key].text).every((name) => NUMBER.test(params[name] ?? ""));
  if (!isWhole) return t("accounts.unknownProblem");
  return (await sayHere())({ key, params });
}

function isErrorKey(key: string): key is ErrorKey {
  return Object.hasOwn(PROBLEMS, key) && "status" in PROBLEMS[key as ErrorKey];
}
