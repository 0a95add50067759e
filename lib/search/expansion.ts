/** From a word of a query to the words of the library that it stands for, with weights. */

import { aliasesOf } from "./aliases";
import type { Lexicon } from "./lexicon";
import { writingsOf } from "./numbers";
import { isStopWord } from "./stop-words";

/** Words and phrases that count as one when passages are ranked: as often as any of them occurs, in as many passages. */
export interface Term {
  words: readonly string[];
  phrases: readonly (readonly string[])[];
  weight: number;
}

/** What a word of a query stands for. */
export interface Meaning {
  /** Empty where no passage has the word or anything like it. */
  terms: Term[];
  /** The words that were taken in its stead, where the library does not know it; null where it does. */
  instead: string[] | null;
}

/** A word of a query, and how much of it is there. */
export interface QueryWord {
  word: string;
  /** Whether it is still being typed, so that longer words are meant as well. */
  typing: boolean;
  /** Whether any ending is meant: `word*`. */
  wildcard: boolean;
}

/**
 * How much the very form that was typed counts beside all forms together (1). Chosen with the other values by the random search of
 * docs/search-ranking.md: above .4 it loses on Russian and Kazakh, which inflect every word.
 */
const SURFACE_WEIGHT = 0.28;

/**
 * Completions of a word that is a word already count less than the word. Where it is none yet, its completions are all there
 * is to go by: weighed in full they gain .019 nDCG@10 on three-word queries with the last letters missing.
 */
const COMPLETION_WEIGHT = 0.2;

/** The commonest completions; a single letter would otherwise ask for a tenth of the dictionary. */
const MAX_COMPLETIONS = 50;
/** What a star stands for at most. */
const MAX_ENDINGS = 1000;
/** Spellings of another script are guessed from three letters on. */
const SHORTEST_SPELLED_PREFIX = 3;

/** Numbers have no typos: 67,728 is not a slip for 67,727. */
const LETTERS = /^\p{L}+$/u;
const LONGEST_CORRECTED = 40;

/**
 * What a word stands for: itself and its inflections, its spellings in the other script, its other names; the words it may
 * become while it is being typed; and the nearest words only where the library knows none of these. Anything more brings in
 * noise (nDCG@10 on Cranfield falls from .329 to .266 with MiniSearch's prefix and fuzzy on every word).
 *
 * @param mayCorrect whether near words may stand in for one that is not known
 */
export function meaningOf({ word, typing, wildcard }: QueryWord, lexicon: Lexicon, mayCorrect: boolean): Meaning {
  if (wildcard) return known([term(lexicon.withPrefix(word, MAX_ENDINGS), 1)]);
  const forms = formsOf(word, lexicon);
  const isKnown = forms.words.length > 0 || forms.phrases.length > 0;
  const terms = isKnown ? [forms, term(nearestForms(word, forms, lexicon), SURFACE_WEIGHT)] : [];
  if (typing) {
    const completions = completionsOf(word, lexicon).filter((completion) => !forms.words.includes(completion));
    terms.push(term(completions, isKnown ? COMPLETION_WEIGHT : 1));
  }
  const filled = terms.filter(({ words, phrases }) => words.length + phrases.length > 0);
  if (filled.length > 0 || !mayCorrect) return { terms: filled, instead: filled.length > 0 ? null : [] };
  const instead = correctionsOf(word, lexicon);
  return { terms: instead.map((near) => correctedTerm(near, lexicon)), instead };
}

/** The form that was typed; where only others are there, the inflections of it before other names and spellings. */
function nearestForms(word: string, forms: Term, lexicon: Lexicon): string[] {
  if (lexicon.frequency(word) > 0) return [word];
  const inflections = lexicon.inflections(word);
  return forms.phrases.length > 0 || forms.words.length > inflections.length ? inflections : [];
}

/** A name counts as the two words or more that it is asked for by: 50,000 says more of "50 000" than the 000 of 16 000. */
const NAME_WEIGHT = 2;

/** What words that stand side by side in a query are called together, or written as one. */
export function nameTerm(words: readonly string[], lexicon: Lexicon): Term | null {
  const names = [...aliasesOf(words), ...writingsOf(words)];
  const joined = joinedWords(words, lexicon);
  if (names.length + joined.length === 0) return null;
  const term = namesTerm(names, lexicon);
  return { ...term, words: [...term.words, ...joined], weight: NAME_WEIGHT };
}

/** Shorter parts are no words of a compound, and most of their joins are other words. */
const SHORTEST_PART = 3;

/** The library's word for what was typed in parts: newsfeed for "news feed", NGO for N.G.O. */
function joinedWords(words: readonly string[], lexicon: Lexicon): string[] {
  const isDotted = words.length >= SHORTEST_PART && words.every((word) => word.length === 1 && LETTERS.test(word));
  const isCompound =
    words.length === 2 &&
    words.every((word) => word.length >= SHORTEST_PART && LETTERS.test(word) && !isStopWord(word)) &&
    // Where both are words, they were meant apart: joins of these lose .001 nDCG@10 on Cranfield.
    words.some((word) => lexicon.frequency(word) === 0 && lexicon.inflections(word).length === 0);
  return isCompound || isDotted ? lexicon.inflections(words.join("")) : [];
}

/** What the library writes apart of a word that was typed as one: "lingua franca" for linguafranca. */
function partsOf(word: string, lexicon: Lexicon): string[] {
  if (word.length > LONGEST_CORRECTED || !LETTERS.test(word)) return [];
  const places = Array.from(
    { length: Math.max(0, word.length - 2 * SHORTEST_PART + 1) },
    (_, at) => at + SHORTEST_PART,
  );
  return places
    .map((at) => [word.slice(0, at), word.slice(at)])
    .filter((parts) => !parts.every(isStopWord) && lexicon.hasPhrase(parts))
    .map((parts) => parts.join(" "));
}

/** The words that a word which is being typed may become: in its own script, or where that has none, in the other. */
export function completionsOf(word: string, lexicon: Lexicon): string[] {
  const completions = lexicon.withPrefix(word, MAX_COMPLETIONS);
  if (completions.length > 0 || word.length < SHORTEST_SPELLED_PREFIX) return completions;
  return lexicon.spellingsWithPrefix(word, MAX_COMPLETIONS);
}

function formsOf(word: string, lexicon: Lexicon): Term {
  if (isStopWord(word)) return term(lexicon.frequency(word) > 0 ? [word] : [], 1);
  const names = namesTerm([...aliasesOf([word]), ...writingsOf([word])], lexicon);
  const words = [...lexicon.inflections(word), ...lexicon.spellings(word), ...names.words];
  return { words: [...new Set(words)], phrases: names.phrases, weight: 1 };
}

function namesTerm(names: readonly (readonly string[])[], lexicon: Lexicon): Term {
  const single = names.filter((name) => name.length === 1).map(([name]) => name!);
  return {
    words: [...new Set(single.flatMap((name) => [...lexicon.inflections(name), ...lexicon.spellings(name)]))],
    phrases: names.filter((name) => name.length > 1 && lexicon.hasPhrase(name)),
    weight: 1,
  };
}

/** Slips allowed in an unknown word: none in short words, where everything is near everything. */
function slipsAllowed(word: string): number {
  if (word.length < 4 || word.length > LONGEST_CORRECTED || !LETTERS.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}

/** @returns words, and where a space was missing, two with it */
function correctionsOf(word: string, lexicon: Lexicon): string[] {
  const parts = partsOf(word, lexicon);
  if (parts.length > 0) return parts;
  const slips = slipsAllowed(word);
  if (slips === 0) return [];
  const near = lexicon.near(word, slips).filter((candidate) => LETTERS.test(candidate) && !isStopWord(candidate));
  // What is near stands for its spellings in the other script too; those that are near themselves, being rare, would outvote it.
  return near.length > 0 ? near : lexicon.spellingsNear(word);
}

function correctedTerm(near: string, lexicon: Lexicon): Term {
  const words = near.split(" ");
  return words.length > 1 ? { words: [], phrases: [words], weight: 1 } : { ...formsOf(near, lexicon), weight: 1 };
}

function term(words: readonly string[], weight: number): Term {
  return { words, phrases: [], weight };
}

function known(terms: Term[]): Meaning {
  const filled = terms.filter(({ words }) => words.length > 0);
  return { terms: filled, instead: filled.length > 0 ? null : [] };
}
