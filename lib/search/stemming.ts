/** Stems: what the inflected forms of a word have in common, found by the rules of the word's script. */

import { stemmer as stemRussian } from "@orama/stemmers/russian";
import stemEnglish from "wink-porter2-stemmer";
import type { Language } from "../report/model";
import { hasKazakhLetter, stemKazakh } from "./kazakh";

const LATIN = /^[a-z]+$/;
const CYRILLIC = /^[а-я]+$/;

const CYRILLIC_WORD = /^\p{Script=Cyrillic}+$/u;
const LATIN_WORD = /^\p{Script=Latin}+$/u;
const LETTERS = /\p{L}/gu;
const CYRILLIC_LETTERS = /\p{Script=Cyrillic}/gu;

/** Plurals of abbreviations, such as PMCs and NGOs. Porter's rules leave an s that no vowel but the last comes before. */
const ABBREVIATIONS = /^(?:[^aeiouy]{2,}[aeiouy]?)(?<!s)s$/;

/** Longer words are no words. The stemmers' expressions take quadratic time, which a pasted file would make felt. */
const LONGEST_WORD = 40;

/** Stemming costs more than looking a stem up. The bound keeps a long-lived server from remembering every query. */
const MEMO_SIZE = 100_000;
const memo = new Map<string, string>();

/**
 * The stem of a normalised word: Porter2 for Latin script, Snowball's Russian for Cyrillic
 * (https://snowballstem.org/algorithms/). Words with a digit (`3d`; the Porter2 package uses 3 as a mark for y) or with letters
 * of other alphabets (Kazakh қ, German ß) are their own stems.
 *
 * @param word as `normalizeWord` returns it
 * @returns the stem; never empty
 */
export function stem(word: string): string {
  const known = memo.get(word);
  if (known !== undefined) return known;
  if (memo.size >= MEMO_SIZE) memo.clear();
  const found = compute(word) || word;
  memo.set(word, found);
  return found;
}

/** Keeps the stems of Kazakh apart from the same letters in Russian and English. */
const KAZAKH = "kk:";
const kazakhMemo = new Map<string, string>();

/** As `stem`, by the rules of Kazakh. No stem of `stem` is the same. */
export function kazakhStem(word: string): string {
  const known = kazakhMemo.get(word);
  if (known !== undefined) return known;
  if (kazakhMemo.size >= MEMO_SIZE) kazakhMemo.clear();
  const found = KAZAKH + stemKazakh(word);
  kazakhMemo.set(word, found);
  return found;
}

/** How many letters of a stem are of the word. */
export function stemLength(wordStem: string): number {
  return wordStem.startsWith(KAZAKH) ? wordStem.length - KAZAKH.length : wordStem.length;
}

/** Whose rules the words of a text follow: only of a Kazakh text does it depend on the script. */
export type Morphology = "general" | "kazakh" | "kazakh-latin";

export function morphologyOf(language: Language, text: string): Morphology {
  if (language !== "kk") return "general";
  const cyrillic = text.match(CYRILLIC_LETTERS)?.length ?? 0;
  return cyrillic * 2 > (text.match(LETTERS)?.length ?? 0) ? "kazakh" : "kazakh-latin";
}

/**
 * Whether a word of a text is stemmed as Kazakh. Its own letters tell in any text, and a Latin word in a text of Kazakh Cyrillic is a
 * foreign one.
 */
export function isKazakh(word: string, morphology: Morphology): boolean {
  if (hasKazakhLetter(word)) return true;
  if (morphology === "general") return false;
  return (morphology === "kazakh" ? CYRILLIC_WORD : LATIN_WORD).test(word);
}

/** The stem of a word of a text. */
export function stemIn(word: string, morphology: Morphology): string {
  return isKazakh(word, morphology) ? kazakhStem(word) : stem(word);
}

function compute(word: string): string {
  if (word.length > LONGEST_WORD) return word;
  if (LATIN.test(word)) return stemEnglish(ABBREVIATIONS.test(word) ? word.slice(0, -1) : word);
  return CYRILLIC.test(word) ? stemRussian(word) : word;
}
