import "server-only";
import { createTranslator } from "use-intl/core";
import type { Say } from "@/lib/errors/fill";
import { PROBLEMS } from "@/lib/errors/problems";
import { sentenceOf } from "@/lib/errors/sentence";
import { formats } from "./formats";
import { LANGUAGE, LANGUAGES, type Language } from "./languages";
import { messagesOf } from "./messages-of";
import { sayWith } from "./say-with";

/** Renders problems in the given language. */
export async function sayIn(language: Language): Promise<Say> {
  if (language === LANGUAGE) return sentenceOf;
  const { locale } = LANGUAGES[language];
  const t = createTranslator({ locale, messages: await messagesOf(language), formats });
  return sayWith(t, (key) => PROBLEMS[key].text);
}
