import type { Language } from "./model";

const URL_LIKE = /\b(?:https?:\/\/|www\.)\S+/giu;
const KAZAKH_LETTER = /[әғқңөұүһі]/iu;

/** Letters of the Latin alphabets of Kazakh that English lacks, composed. */
const LATIN_KAZAKH_LETTER = /[äğǵıñńöşūüúó]/iu;
/** What hardly any English word has: one of these letters, or a small q before another letter than u. */
const LATIN_KAZAKH_WORD = /[ğǵıñū]|q(?=[a-z])(?!u)/u;
/** Of the words of a Kazakh text, at least so many look like it; in English only names do. */
const LATIN_KAZAKH_SHARE = 0.15;

/** Whether a text in Latin script is Kazakh. */
function isLatinKazakh(text: string): boolean {
  const composed = text.normalize("NFC");
  if (!LATIN_KAZAKH_LETTER.test(composed)) return false;
  const words = composed.match(/\p{L}+/gu) ?? [];
  return words.filter((word) => LATIN_KAZAKH_WORD.test(word)).length >= words.length * LATIN_KAZAKH_SHARE;
}

/**
 * Tells a text's language by script and letters: Latin script is English, or Kazakh where its letters say so. Addresses do not count: a Russian title is Russian however long the
 * Latin link after it.
 *
 * @param fallback what a text without letters (a row of numbers) is taken for
 */
export function languageOf(text: string, fallback: Language): Language {
  const words = text.replace(URL_LIKE, " ");
  const latin = words.match(/\p{Script=Latin}/gu)?.length ?? 0;
  const cyrillic = words.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  if (latin === 0 && cyrillic === 0) return fallback;
  if (latin >= cyrillic) return isLatinKazakh(words) ? "kk" : "en";
  return KAZAKH_LETTER.test(words) ? "kk" : "ru";
}
