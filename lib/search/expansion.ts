/** Query expansion, which turns a word of a query into weighted words of the library. */

import { aliasesOf, isFirstOfName, LONGEST_NAME } from "./aliases";
import type { Lexicon } from "./lexicon";
import { writingsOf } from "./numbers";
import { isStopWord } from "./stop-words";

/**
 * Words and phrases that are ranked as a single term. Both their occurrences and the passages that contain them are
 * counted together.
 */
export interface Term {
  words: readonly string[];
  phrases: readonly (readonly string[])[];
  weight: number;
}

/** The expansion of a word of a query. */
export interface Meaning {
  /** The terms that the word expands to; empty if no passage contains the word or a similar one. */
  terms: Term[];
  /** The words of all terms. Ranking recognizes an expansion that it has seen before by this array. */
  words: readonly string[];
  /** The corrections used because the library does not contain the word; null if it does. */
  instead: string[] | null;
}

/** A word of a query, and how it can be completed. */
export interface QueryWord {
  word: string;
  /** Whether the word is still being typed, so that longer words match as well. */
  typing: boolean;
  /** Whether the word can have any ending: `word*`. */
  wildcard: boolean;
}

/**
 * Weight of the exact form typed, relative to all forms together (1). Chosen with the other values by the random search
 * described in docs/search-values.md. Values above .4 lose on Russian and Kazakh, which inflect every word.
 */
const SURFACE_WEIGHT = 0.28;

/**
 * If a word itself exists, its completions count less than the word. Completions of an unknown word have full weight,
 * because nothing else can match. This gains .019 nDCG@10 on three-word queries whose last letters are missing.
 */
const COMPLETION_WEIGHT = 0.2;

/**
 * Maximum number of completions; the most frequent ones are used. Without this limit, a single letter would expand to a
 * tenth of the dictionary.
 */
const MAX_COMPLETIONS = 50;
/** Maximum number of words that a wildcard expands to. */
const MAX_ENDINGS = 1000;
/** Minimum length of a prefix for it to match spellings in the other script. Shorter prefixes are too ambiguous. */
const SHORTEST_SPELLED_PREFIX = 3;

/** Numbers are not corrected: 67,728 is not a misspelling of 67,727. */
const LETTERS = /^\p{L}+$/u;
const LONGEST_CORRECTED = 40;

/**
 * Expands a word to itself and its inflections, its spellings in the other script, its aliases and, while it is being
 * typed, its completions. Similar words are added only if the library contains none of these. Adding more would only
 * add noise: nDCG@10 on Cranfield falls from .329 to .266 with MiniSearch's prefix and fuzzy matching on every word.
 *
 * @param mayCorrect whether an unknown word may be replaced by similar words
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
  if (filled.length > 0 || !mayCorrect) return meaning(filled, filled.length > 0 ? null : []);
  const instead = correctionsOf(word, lexicon);
  return meaning(
    instead.map((near) => correctedTerm(near, lexicon)),
    instead,
  );
}

/** The form that was typed. If only other forms exist, inflections take precedence over aliases and other spellings. */
function nearestForms(word: string, forms: Term, lexicon: Lexicon): string[] {
  if (lexicon.frequency(word) > 0) return [word];
  const inflections = lexicon.inflections(word);
  return forms.phrases.length > 0 || forms.words.length > inflections.length ? inflections : [];
}

/**
 * An alias or number that consists of several words counts as much as two words. For example, "50 000" should match
 * 50,000 rather than the 000 of 16 000.
 */
const NAME_WEIGHT = 2;
/** Minimum number of words in a name. */
const SHORTEST_NAME = 2;

/** Maximum number of words in a name or number that begins with this word; at least 2, for compounds. */
export function longestNameFrom(word: string): number {
  const isInitial = word.length === 1;
  const isNumber = /^\d/.test(word);
  return isInitial || isNumber || isFirstOfName(word) ? LONGEST_NAME : SHORTEST_NAME;
}

/** The aliases of adjacent words in a query, and the compound they form. */
export function nameTerm(words: readonly string[], lexicon: Lexicon): Term | null {
  const names = [...aliasesOf(words), ...writingsOf(words)];
  const joined = joinedWords(words, lexicon);
  if (names.length + joined.length === 0) return null;
  const term = namesTerm(names, lexicon);
  return { ...term, words: [...term.words, ...joined], weight: NAME_WEIGHT };
}

/**
 * Minimum length of a part of a compound. Shorter words are rarely parts of one, and joining them mostly yields
 * unrelated words.
 */
const SHORTEST_PART = 3;

/** The single word in the library for words that were typed separately: newsfeed for "news feed", NGO for N.G.O. */
function joinedWords(words: readonly string[], lexicon: Lexicon): string[] {
  const isDotted = words.length >= SHORTEST_PART && words.every((word) => word.length === 1 && LETTERS.test(word));
  const isCompound =
    words.length === 2 &&
    words.every((word) => word.length >= SHORTEST_PART && LETTERS.test(word) && !isStopWord(word)) &&
    // If both parts exist as words, they were meant as separate words. Joining them loses .001 nDCG@10 on Cranfield.
    words.some((word) => lexicon.frequency(word) === 0 && lexicon.inflections(word).length === 0);
  return isCompound || isDotted ? lexicon.inflections(words.join("")) : [];
}

/** The separate words in the library for a word that was typed as one: "lingua franca" for linguafranca. */
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

/** Completions of a word being typed. They are in the word's own script, or in the other script if there are none. */
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

/** Number of typos allowed in an unknown word. It is 0 in short words, because too many other words are similar. */
function slipsAllowed(word: string): number {
  if (word.length < 4 || word.length > LONGEST_CORRECTED || !LETTERS.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}

/** @returns single words, or two words with the missing space between them */
function correctionsOf(word: string, lexicon: Lexicon): string[] {
  const parts = partsOf(word, lexicon);
  if (parts.length > 0) return parts;
  const slips = slipsAllowed(word);
  if (slips === 0) return [];
  const near = lexicon.near(word, slips).filter((candidate) => LETTERS.test(candidate) && !isStopWord(candidate));
  // Similar words are expanded to their own spellings in the other script. Rare spellings that are merely similar to
  // the query's word would outrank these.
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
  return meaning(filled, filled.length > 0 ? null : []);
}

function meaning(terms: Term[], instead: string[] | null): Meaning {
  return { terms, words: terms.flatMap(({ words }) => words), instead };
}
