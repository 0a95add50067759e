import { createTranslator } from "use-intl/core";
import en from "@/app/_messages/en.json" with { type: "json" };
import { formats } from "@/app/_messages/formats";
import { LANGUAGES } from "@/app/_messages/languages";
import type { MessageKey, Translate } from "@/app/_messages/translate";
import { type Given, problem } from "@/lib/errors/problem";
import type { ProblemKey } from "@/lib/errors/problems";
import { sentenceOf } from "@/lib/errors/sentence";

// Tests refer to UI strings by their keys, so that tests don't change when strings are reworded.

const { locale } = LANGUAGES.en;

/** A UI string. */
export const t: Translate = createTranslator({ locale, messages: en, formats });

/** A placeholder for a value that can be anything. */
export const ANY = "\uE000";

/** A placeholder that matches any number and is formatted as a plural. */
export const MANY = 987_654_321;

type Value = string | number | Date;

/**
 * Matches a UI string, regardless of the values of its parameters.
 * @param values the values that matter; for an array, any of its elements
 */
export function like(key: MessageKey, values: Record<string, Value | readonly Value[]> = {}): RegExp {
  const message = key.split(".").reduce<unknown>((tree, name) => (tree as Record<string, unknown>)[name], en) as string;
  let choices: Record<string, Value>[] = [{}];
  for (const [, name = "", type] of message.matchAll(/\{(\w+)(?:, (\w+))?/gu)) {
    const given = values[name] ?? anyOfType(type, message);
    const each: readonly Value[] = Array.isArray(given) ? given : [given as Value];
    choices = choices.flatMap((choice) =>
      name in choice ? [choice] : each.map((value) => ({ ...choice, [name]: value })),
    );
  }
  const say = t as (key: MessageKey, values: Record<string, Value>) => string;
  return anyOf(...choices.map((choice) => say(key, choice)));
}

/** Matches a longer text that contains a UI string. */
export function part(key: MessageKey, values?: Record<string, Value | readonly Value[]>): RegExp {
  return new RegExp(like(key, values).source.slice(1, -1), "u");
}

/** Matches any of several texts, but only as a whole. */
export function anyOf(...texts: readonly string[]): RegExp {
  const sources = texts.map((text) =>
    text
      .replaceAll(/[.*+?^$()|[\]{}\\]/gu, "\\$&")
      .replaceAll(new Intl.NumberFormat(locale).format(MANY), "[\\d,]+")
      .replaceAll(new RegExp(`${ANY}|${DAYS.join("|")}`, "gu"), ".*"),
  );
  return new RegExp(`^(?:${[...new Set(sources)].join("|")})$`, "u");
}

const DAY = new Date(0);
/** The longest texts come first, because a date with a time begins in the same way as a date alone. */
const DAYS = Object.values(formats.dateTime)
  .map((format) => new Intl.DateTimeFormat(locale, format).format(DAY))
  .sort((a, b) => b.length - a.length);

/** Representative values of a type. For numbers, there is one for each plural form in the message. */
function anyOfType(type: string | undefined, message: string): readonly Value[] {
  if (type === "date") return [DAY];
  if (type !== "plural" && type !== "number") return [ANY];
  return [MANY, 0, 1, ...[...message.matchAll(/=(\d+) \{/gu)].map(([, digits]) => Number(digits))];
}

/** The English text of a problem. */
export function sentence<Key extends ProblemKey>(key: Key, ...params: Given<Key>): string {
  return sentenceOf(problem(key, ...params));
}
