/** Stems: what the inflected forms of a word have in common, found by the rules of the word's script. */

import { stemmer as stemRussian } from "@orama/stemmers/russian";
import stemEnglish from "wink-porter2-stemmer";

const LATIN = /^[a-z]+$/;
const CYRILLIC = /^[а-я]+$/;

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

function compute(word: string): string {
  if (word.length > LONGEST_WORD) return word;
  if (LATIN.test(word)) return stemEnglish(ABBREVIATIONS.test(word) ? word.slice(0, -1) : word);
  return CYRILLIC.test(word) ? stemRussian(word) : word;
}
