/** A stem is the form that a word's inflections have in common. It is computed by rules for the word's script. */

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

/**
 * Plurals of abbreviations, such as PMCs and NGOs. Porter's rules remove an s only if a vowel precedes it, not counting
 * the letter directly before it.
 */
const ABBREVIATIONS = /^(?:[^aeiouy]{2,}[aeiouy]?)(?<!s)s$/;

/**
 * Maximum length of a word. Longer strings are not words. The stemmers' regular expressions take quadratic time, which
 * would be noticeable if someone pastes a file.
 */
const LONGEST_WORD = 40;

/**
 * Maximum size of the cache. Stemming is slower than a cache lookup, and the limit keeps a long-running server from
 * using more and more memory.
 */
const MEMO_SIZE = 100_000;
const memo = new Map<string, string>();

/**
 * Returns the stem of a normalized word. It uses Porter2 for Latin script and Snowball's Russian stemmer for Cyrillic
 * (https://snowballstem.org/algorithms/). Words that contain a digit (`3d`; the Porter2 package uses 3 to mark a y) or
 * letters of other alphabets (Kazakh қ, German ß) are their own stems.
 *
 * @param word as returned by `normalizeWord`
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

/** A prefix that distinguishes Kazakh stems from Russian and English ones with the same letters. */
const KAZAKH = "kk:";
const kazakhMemo = new Map<string, string>();

/** Like `stem`, but with the rules for Kazakh. The result is never equal to a result of `stem`. */
export function kazakhStem(word: string): string {
  const known = kazakhMemo.get(word);
  if (known !== undefined) return known;
  if (kazakhMemo.size >= MEMO_SIZE) kazakhMemo.clear();
  const found = KAZAKH + stemKazakh(word);
  kazakhMemo.set(word, found);
  return found;
}

/** Minimum length of a word that Kazakh may have borrowed. Shorter roots are the beginnings of too many words. */
const SHORTEST_BORROWED = 4;

/** A Cyrillic word without its Kazakh endings; null if it has none, or if too little remains. */
export function kazakhRoot(word: string): string | null {
  if (!CYRILLIC_WORD.test(word)) return null;
  const root = kazakhStem(word).slice(KAZAKH.length);
  return root !== word && root.length >= SHORTEST_BORROWED ? root : null;
}

/** Length of a stem without its language prefix. */
export function stemLength(wordStem: string): number {
  return wordStem.startsWith(KAZAKH) ? wordStem.length - KAZAKH.length : wordStem.length;
}

/** The stemming rules for a text. The script matters only for Kazakh texts. */
export type Morphology = "general" | "kazakh" | "kazakh-latin";

export function morphologyOf(language: Language, text: string): Morphology {
  if (language !== "kk") return "general";
  const cyrillic = text.match(CYRILLIC_LETTERS)?.length ?? 0;
  return cyrillic * 2 > (text.match(LETTERS)?.length ?? 0) ? "kazakh" : "kazakh-latin";
}

/**
 * Whether a word of a text is stemmed as Kazakh. A word with a letter that only Kazakh has is Kazakh in any text. A
 * Latin word in a Cyrillic Kazakh text is a foreign word.
 */
export function isKazakh(word: string, morphology: Morphology): boolean {
  if (hasKazakhLetter(word)) return true;
  if (morphology === "general") return false;
  return (morphology === "kazakh" ? CYRILLIC_WORD : LATIN_WORD).test(word);
}

/** The stem of a word in a text with this morphology. */
export function stemIn(word: string, morphology: Morphology): string {
  return isKazakh(word, morphology) ? kazakhStem(word) : stem(word);
}

function compute(word: string): string {
  if (word.length > LONGEST_WORD) return word;
  if (LATIN.test(word)) return stemEnglish(ABBREVIATIONS.test(word) ? word.slice(0, -1) : word);
  return CYRILLIC.test(word) ? stemRussian(word) : word;
}
