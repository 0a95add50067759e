import type { Language } from "./model";

const URL_LIKE = /\b(?:https?:\/\/|www\.)\S+/giu;
const KAZAKH_LETTER = /[әғқңөұүһі]/iu;

/** Letters of the Kazakh Latin alphabets that English lacks, in composed form (NFC). */
const LATIN_KAZAKH_LETTER = /[äğǵıñńöşūüúó]/iu;
/**
 * Matches Kazakh words, but almost no English ones. A match contains one of these letters, or a lower-case q before a
 * letter other than u.
 */
const LATIN_KAZAKH_WORD = /[ğǵıñū]|q(?=[a-z])(?!u)/u;
/** Minimum share of words that match this pattern in a Kazakh text. In English text, only proper names match. */
const LATIN_KAZAKH_SHARE = 0.15;

/** Whether a text in Latin script is Kazakh. */
function isLatinKazakh(text: string): boolean {
  const composed = text.normalize("NFC");
  if (!LATIN_KAZAKH_LETTER.test(composed)) return false;
  const words = composed.match(/\p{L}+/gu) ?? [];
  return words.filter((word) => LATIN_KAZAKH_WORD.test(word)).length >= words.length * LATIN_KAZAKH_SHARE;
}

/**
 * Detects a text's language by script and letters. Text in Latin script is English, or Kazakh if its letters suggest
 * so. URLs are ignored, because a Russian title is Russian even if it is followed by a long Latin URL.
 *
 * @param fallback the language of a text without letters, for example a row of numbers
 */
export function languageOf(text: string, fallback: Language): Language {
  const words = text.replace(URL_LIKE, " ");
  const latin = words.match(/\p{Script=Latin}/gu)?.length ?? 0;
  const cyrillic = words.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  if (latin === 0 && cyrillic === 0) return fallback;
  if (latin >= cyrillic) return isLatinKazakh(words) ? "kk" : "en";
  return KAZAKH_LETTER.test(words) ? "kk" : "ru";
}
