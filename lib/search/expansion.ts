/** From the words of a query to the terms of the index, each with a weight. */

import { stem } from "./stemming";
import { isStopWord } from "./stop-words";
import type { Vocabulary } from "./vocabulary";

/** Every word is indexed twice: as written, and as its stem behind this mark, which no word contains. */
const STEM_MARK = "~";

/**
 * How much the very form that was typed counts beside its stem (1). Chosen on Cranfield, queries with odd ids: 0 loses .015
 * nDCG@10 on three-word queries, 1 loses .004 on long ones, between .3 and .6 it makes no difference.
 */
const SURFACE_WEIGHT = 0.5;

/**
 * A completion of a word that is a word already counts less than the word, and the less the more of it is untyped
 * (MiniSearch's own value, .375, loses .003). Where the word is none yet, its completions are all there is to
 * go by: weighed in full they gain .019 nDCG@10 on three-word queries with the last letters missing.
 */
const COMPLETION_WEIGHT = 0.2;

/** The commonest completions; a single letter would otherwise ask for a tenth of the dictionary. */
const MAX_COMPLETIONS = 50;

/** More words than any question has; what a pasted page adds beyond them would only cost time. */
const MAX_WORDS = 64;

/** Looking for near words walks much of the dictionary, so only the first few unknown words get it. */
const MAX_CORRECTIONS = 8;

/** Numbers have no typos: 67,728 is not a slip for 67,727. */
const LETTERS = /^\p{L}+$/u;
const LONGEST_CORRECTED = 40;

/** A word to rank by, and whether it is still being typed. */
export interface QueryWord {
  word: string;
  prefix: boolean;
}

/** What to ask the index for, and what to mark in the text of a hit. */
export interface Expansion {
  /** Index terms with their weights. */
  terms: Map<string, number>;
  /** Numbers of the words, in the library's vocabulary, that count as matches. */
  matches: Set<number>;
}

/** The terms under which a word is indexed. Stop words have no stem term: nobody looks for their inflections. */
export function indexTerms(word: string): string[] {
  return isStopWord(word) ? [word] : [word, STEM_MARK + stem(word)];
}

/** The words of a query that say what it is about: all but the stop words, as many as are worth the time. */
export function contentWords(words: readonly QueryWord[]): QueryWord[] {
  return words.filter(({ word }) => !isStopWord(word)).slice(0, MAX_WORDS);
}

/** The words to rank by: the content words, or the stop words where there is nothing else. */
export function rankingWords(words: readonly QueryWord[]): QueryWord[] {
  const content = contentWords(words);
  return content.length > 0 ? content : words.slice(0, MAX_WORDS);
}

/**
 * Expands each word into the forms of it that the library has. Completions are taken only for the word being typed,
 * corrections only where the library knows neither the word nor its stem: anything more brings in noise (nDCG@10 on Cranfield
 * falls from .329 to .266 with MiniSearch's prefix and fuzzy on every word).
 */
export function expand(words: readonly QueryWord[], vocabulary: Vocabulary): Expansion {
  const expansion: Expansion = { terms: new Map(), matches: new Set() };
  let corrections = 0;
  for (const { word, prefix } of words) {
    const completed = prefix && addCompletions(expansion, word, vocabulary);
    if (isKnown(word, vocabulary)) {
      addForms(expansion, word, vocabulary);
    } else if (!completed && corrections < MAX_CORRECTIONS) {
      corrections += 1;
      for (const near of correctionsOf(word, vocabulary)) addForms(expansion, near, vocabulary);
    }
  }
  return expansion;
}

function isKnown(word: string, vocabulary: Vocabulary): boolean {
  return vocabulary.idOf(word) !== undefined || vocabulary.idsWithStem(stem(word)).length > 0;
}

/** Slips allowed in an unknown word: none in short words, where everything is near everything. */
function slipsAllowed(word: string): number {
  if (word.length < 4 || word.length > LONGEST_CORRECTED || !LETTERS.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}

function correctionsOf(word: string, vocabulary: Vocabulary): string[] {
  const slips = slipsAllowed(word);
  if (slips === 0) return [];
  return vocabulary.nearestWords(word, slips).filter((near) => LETTERS.test(near) && !isStopWord(near));
}

function addForms(expansion: Expansion, word: string, vocabulary: Vocabulary): void {
  const id = vocabulary.idOf(word);
  if (id !== undefined) {
    expansion.matches.add(id);
    addTerm(expansion, word, isStopWord(word) ? 1 : SURFACE_WEIGHT);
  }
  if (isStopWord(word)) return;
  for (const inflected of vocabulary.idsWithStem(stem(word))) expansion.matches.add(inflected);
  addTerm(expansion, STEM_MARK + stem(word), 1);
}

function addCompletions(expansion: Expansion, prefix: string, vocabulary: Vocabulary): boolean {
  const completions = vocabulary.idsWithPrefix(prefix).slice(0, MAX_COMPLETIONS);
  const weight = isKnown(prefix, vocabulary) ? COMPLETION_WEIGHT : 1;
  for (const id of completions) {
    const word = vocabulary.wordOf(id);
    expansion.matches.add(id);
    if (word !== prefix) addTerm(expansion, word, (weight * prefix.length) / word.length);
  }
  return completions.length > 0;
}

/** Two words of a query may share a stem; their weights do not add up, or "policy policies" would outvote the rest. */
function addTerm(expansion: Expansion, term: string, weight: number): void {
  expansion.terms.set(term, Math.max(weight, expansion.terms.get(term) ?? 0));
}
