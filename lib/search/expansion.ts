/** From a word of a query to the words of the library that it stands for, with weights. */

import { aliasesOf } from "./aliases";
import type { Lexicon } from "./lexicon";
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
 * How much the very form that was typed counts beside all forms together (1). Chosen on Cranfield, queries with odd ids: 0 loses
 * .015 nDCG@10 on three-word queries, 1 loses .004 on long ones, between .3 and .6 it makes no difference.
 */
const SURFACE_WEIGHT = 0.5;

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
  const terms = isKnown ? [forms, term(lexicon.frequency(word) > 0 ? [word] : [], SURFACE_WEIGHT)] : [];
  if (typing) {
    const completions = completionsOf(word, lexicon).filter((completion) => !forms.words.includes(completion));
    terms.push(term(completions, isKnown ? COMPLETION_WEIGHT : 1));
  }
  const filled = terms.filter(({ words, phrases }) => words.length + phrases.length > 0);
  if (filled.length > 0 || !mayCorrect) return { terms: filled, instead: filled.length > 0 ? null : [] };
  const instead = correctionsOf(word, lexicon);
  return { terms: instead.map((near) => ({ ...formsOf(near, lexicon), weight: 1 })), instead };
}

/** The other names of words that stand side by side in a query, such as "alma ata". */
export function aliasTerm(words: readonly string[], lexicon: Lexicon): Term | null {
  const names = aliasesOf(words);
  if (names.length === 0) return null;
  return namesTerm(names, lexicon);
}

/** The words that a word which is being typed may become: in its own script, or where that has none, in the other. */
export function completionsOf(word: string, lexicon: Lexicon): string[] {
  const completions = lexicon.withPrefix(word, MAX_COMPLETIONS);
  if (completions.length > 0 || word.length < SHORTEST_SPELLED_PREFIX) return completions;
  return lexicon.spellingsWithPrefix(word, MAX_COMPLETIONS);
}

function formsOf(word: string, lexicon: Lexicon): Term {
  if (isStopWord(word)) return term(lexicon.frequency(word) > 0 ? [word] : [], 1);
  const names = namesTerm(aliasesOf([word]), lexicon);
  const words = [...lexicon.inflections(word), ...lexicon.spellings(word), ...names.words];
  return { words: [...new Set(words)], phrases: names.phrases, weight: 1 };
}

function namesTerm(names: readonly (readonly string[])[], lexicon: Lexicon): Term {
  const single = names.filter((name) => name.length === 1).map(([name]) => name!);
  return {
    words: [...new Set(single.flatMap((name) => [...lexicon.inflections(name), ...lexicon.spellings(name)]))],
    phrases: names.filter((name) => name.length > 1 && name.every((word) => lexicon.frequency(word) > 0)),
    weight: 1,
  };
}

/** Slips allowed in an unknown word: none in short words, where everything is near everything. */
function slipsAllowed(word: string): number {
  if (word.length < 4 || word.length > LONGEST_CORRECTED || !LETTERS.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}

function correctionsOf(word: string, lexicon: Lexicon): string[] {
  const slips = slipsAllowed(word);
  if (slips === 0) return [];
  const near = lexicon.near(word, slips).filter((candidate) => LETTERS.test(candidate) && !isStopWord(candidate));
  return [...near, ...lexicon.spellingsNear(word)];
}

function term(words: readonly string[], weight: number): Term {
  return { words, phrases: [], weight };
}

function known(terms: Term[]): Meaning {
  const filled = terms.filter(({ words }) => words.length > 0);
  return { terms: filled, instead: filled.length > 0 ? null : [] };
}
