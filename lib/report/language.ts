import type { Language } from "./model";

const URL_LIKE = /\b(?:https?:\/\/|www\.)\S+/giu;
const KAZAKH_LETTER = /[әғқңөұүһі]/iu;

/**
 * Tells a text's language by script and letters. Addresses do not count: a Russian title is Russian however long the
 * Latin link after it.
 *
 * @param fallback what a text without letters (a row of numbers) is taken for
 */
export function languageOf(text: string, fallback: Language): Language {
  const words = text.replace(URL_LIKE, " ");
  const latin = words.match(/\p{Script=Latin}/gu)?.length ?? 0;
  const cyrillic = words.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  if (latin === 0 && cyrillic === 0) return fallback;
  if (latin >= cyrillic) return "en";
  return KAZAKH_LETTER.test(words) ? "kk" : "ru";
}
