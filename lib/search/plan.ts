import type { Marks } from "./collection";
import { longestNameFrom, type Meaning, meaningOf, nameTerm, type QueryWord, type Term } from "./expansion";
import type { Lexicon } from "./lexicon";
import { requiredBy, type SetAlgebra } from "./matching";
import type { Phrase } from "./phrase-lookup";
import type { Clause, Query } from "./query";
import { isStopWord } from "./stop-words";
import { scriptOf } from "./vocabulary";

/** A query resolved against the library: what to require, what to rank by, and what to mark. */
export interface Plan {
  /** The documents that the query allows; null if every document that contains a ranking word matches. */
  required<S>(algebra: SetAlgebra<S>): S | null;
  /** Whether the query consists only of filters, so that every document matches. */
  isFilterOnly: boolean;
  terms: Term[];
  /** Number of words that affect ranking, including those in phrases. */
  length: number;
  /** The expansion of each plain word, in order. */
  sequence: readonly SequenceWord[];
  marks: Marks;
  /** The corrections used for each word that the library does not contain. */
  instead: ReadonlyMap<string, readonly string[]>;
  /** Words of phrases that the library does not contain. They are not corrected. */
  missing: readonly string[];
}

/** A plain word of the query, with its expansion. */
export interface SequenceWord {
  /** The words to which the plain word expands; empty if no passage contains any of them. */
  words: readonly string[];
  /** Whether the word is in quotation marks in the query. */
  quoted: boolean;
}

export interface PlanOptions {
  all: boolean;
  /** Whether any document in scope contains a phrase. */
  exists(phrase: Phrase): boolean;
}

/** Maximum number of words. No real question is longer, and the rest of a pasted page would only cost time. */
const MAX_WORDS = 64;
/** Fuzzy matching scans much of the dictionary, so only the first few unknown words are corrected. */
const MAX_CORRECTIONS = 8;

type WordClause = Extract<Clause, { type: "word" }>;
type PhraseClause = Extract<Clause, { type: "phrase" }>;

/** Maximum number of cached expansions. */
const MAX_MEANINGS = 2000;

/**
 * Plans a query except for its outermost filters, because `Facets` must be able to leave them out.
 *
 * @param meanings cache of expansions for the same lexicon; while a user types, only the last word changes
 */
export function planOf(
  { clauses }: Query,
  lexicon: Lexicon,
  meanings: Map<string, Meaning>,
  { all, exists }: PlanOptions,
): Plan {
  const corrected = new Set<string>();
  const meaning = (word: QueryWord): Meaning => {
    const key = [word.word, word.typing, word.wildcard].join(" ");
    const mayCorrect = corrected.size < MAX_CORRECTIONS || corrected.has(key);
    const known = meanings.get(key);
    if (known) return known;
    const found = meaningOf(word, lexicon, mayCorrect);
    if (found.instead !== null) corrected.add(key);
    // Words that stayed uncorrected because of the limit are not cached, because another query may be able to correct
    // them.
    if (mayCorrect) remember(meanings, key, found);
    return found;
  };

  const settled = settle(clauses.filter(isNoFilter), { lexicon, exists, isStrict: all });
  const asked = positive(settled);
  const phrases = asked.filter((clause) => clause.type === "phrase");
  const plain = asked.filter((clause) => clause.type === "word");
  const words = phrases.length > 0 ? plain.filter(isContent) : contentWords(plain);
  const names = namesIn(plain, lexicon);
  const meant = words.map((word) => {
    // Copied one by one, because spread syntax takes ten times as long.
    const { terms, words, instead } = meaning(word);
    return { terms, words, instead, word: word.word, quoted: word.quoted === true };
  });
  const wordTerms = [...meant.flatMap(({ terms }) => terms), ...names.map(({ term }) => term)];
  const matching = { prefix: "", all, meaning, contentWords } as const;
  return {
    required: (algebra) =>
      settled.length === 0 ? null : requiredBy(settled, { ...matching, algebra, sets: new Map() }),
    isFilterOnly: settled.length === 0 && clauses.length > 0,
    terms: distinct([...wordTerms, ...phraseTerms(phrases, words.length > 0, lexicon)]),
    length: words.length + phrases.reduce((sum, phrase) => sum + phrase.words.length, 0),
    sequence: meant.map(({ words, quoted }) => ({ words, quoted })),
    marks: {
      words: new Set(wordTerms.flatMap((term) => term.words)),
      phrases: [...phrases, ...wordTerms.flatMap((term) => term.phrases.map(asPhrase))],
    },
    missing: phrases
      .flatMap((phrase) => phrase.words.filter((word) => isMissing(word, phrase, lexicon)))
      .slice(0, MAX_CORRECTIONS),
    instead: insteadOf(
      meant,
      names.flatMap((name) => name.words),
    ),
  };
}

/**
 * Whether a word of a phrase is missing from the library. A word that is still being typed does not count as missing,
 * because it may become a word that the library contains.
 */
function isMissing(word: string, { words, typing }: PhraseClause, lexicon: Lexicon): boolean {
  return lexicon.frequency(word) === 0 && !(typing && word === words.at(-1));
}

function insteadOf(
  meant: readonly (Meaning & { word: string })[],
  named: readonly string[],
): Map<string, readonly string[]> {
  return new Map(
    meant.flatMap(({ word, instead }) => (instead === null || named.includes(word) ? [] : [[word, instead] as const])),
  );
}

function remember(meanings: Map<string, Meaning>, key: string, meaning: Meaning): void {
  if (meanings.size >= MAX_MEANINGS) meanings.clear();
  meanings.set(key, meaning);
}

function isNoFilter(clause: Clause): boolean {
  return clause.type !== "filter" && !(clause.type === "not" && clause.clause.type === "filter");
}

interface Reading {
  lexicon: Lexicon;
  exists(phrase: Phrase): boolean;
  /** Whether quoted text is always required, because the user chose "all words" or an operator applies to it. */
  isStrict: boolean;
}

/**
 * Decides whether quoted text is required. People often quote a title or name in a question without meaning it as a
 * filter. Therefore, quoted text is required only if it makes up most of the query and some passage contains it.
 * Otherwise its words only affect ranking, and passages in which they are adjacent rank higher. An unclosed quote is
 * treated as a phrase if some passage contains it, because the closing mark may still follow.
 *
 * Treating quotes as a strict filter cost .009 nDCG@10 on XQuAD's Russian questions: 27 of the 101 questions with
 * quotes found nothing.
 */
function settle(clauses: readonly Clause[], reading: Reading): Clause[] {
  const total = contentIn(clauses);
  const quoted = contentIn(clauses.filter(({ type }) => type === "phrase"));
  const isMost = 2 * quoted > total || quoted === total;
  return clauses.flatMap((clause): Clause[] => {
    if (clause.type === "phrase") {
      return settlePhrase(clause, reading, { isMost, isAlone: clauses.length === 1 });
    }
    if (clause.type === "group") {
      const inner = settle(clause.clauses, { ...reading, isStrict: true });
      // Parentheses around plain words have no meaning and may come from words such as student(s).
      return inner.every(({ type }) => type === "word") ? inner : [{ ...clause, clauses: inner }];
    }
    if (clause.type === "any") {
      return [{ ...clause, of: clause.of.map((list) => settle(list, { ...reading, isStrict: true })) }];
    }
    return [clause];
  });
}

/**
 * Maximum number of words in a quoted name. A longer phrase without a match is a title or sentence from elsewhere. For
 * a name without a match, an empty result is useful information.
 */
const LONGEST_NAME_QUOTED = 3;

function settlePhrase(
  phrase: PhraseClause,
  reading: Reading,
  { isMost, isAlone }: { isMost: boolean; isAlone: boolean },
): Clause[] {
  const { exists, isStrict } = reading;
  if (!phrase.closed) return exists(phrase) ? [phrase] : wordsOf(phrase);
  const there = isStrict || isMost ? asWritten(phrase, reading) : null;
  if (there) return [there];
  const isName = isAlone && phrase.words.length <= LONGEST_NAME_QUOTED;
  return isStrict || isName ? [phrase] : wordsOf(phrase).map((word) => ({ ...word, quoted: true }));
}

/**
 * A phrase in word forms that some passage contains; null if no passage contains the phrase. Quoted words are inflected
 * in Russian and Kazakh, so their inflections match too. English words must match exactly.
 */
function asWritten(phrase: PhraseClause, { lexicon, exists }: Reading): PhraseClause | null {
  const isInflected = (word: string): boolean => scriptOf(word) === "cyrillic" && !isStopWord(word);
  const reading = phrase.words.some(isInflected)
    ? { ...phrase, forms: phrase.words.map((word) => (isInflected(word) ? withItself(word, lexicon) : [word])) }
    : phrase;
  return exists(reading) ? reading : null;
}

function withItself(word: string, lexicon: Lexicon): string[] {
  return [...new Set([word, ...lexicon.inflections(word)])];
}

function contentIn(clauses: readonly Clause[]): number {
  return clauses.reduce((sum, clause) => sum + contentOf(clause), 0);
}

/** Number of words in a clause that are not stop words. */
function contentOf(clause: Clause): number {
  if (clause.type === "word") return isContent(clause) ? 1 : 0;
  if (clause.type === "phrase") return clause.words.filter((word) => !isStopWord(word)).length;
  if (clause.type === "group") return contentIn(clause.clauses);
  return clause.type === "any" ? 1 : 0;
}

/** The words and phrases of the query that are not excluded. */
function positive(clauses: readonly Clause[]): (WordClause | PhraseClause)[] {
  return clauses.flatMap((clause): (WordClause | PhraseClause)[] => {
    if (clause.type === "word" || clause.type === "phrase") return [clause];
    if (clause.type === "group") return positive(clause.clauses);
    return clause.type === "any" ? clause.of.flatMap(positive) : [];
  });
}

function wordsOf({ words, typing }: PhraseClause): WordClause[] {
  return words.map((word, place) => ({
    type: "word",
    word,
    wildcard: false,
    typing: typing && place === words.length - 1,
  }));
}

function isContent({ word, wildcard }: WordClause): boolean {
  return wildcard || !isStopWord(word);
}

/** The words that are not stop words, or all words if there are only stop words; limited to `MAX_WORDS`. */
function contentWords(words: readonly WordClause[]): WordClause[] {
  const content = words.filter(isContent);
  return (content.length > 0 ? content : words).slice(0, MAX_WORDS);
}

/**
 * Ranking terms for the words of phrases, so that passages that contain more of them come first. They are not
 * corrected.
 */
function phraseTerms(phrases: readonly PhraseClause[], withoutStopWords: boolean, lexicon: Lexicon): Term[] {
  const words = phrases.flatMap(wordsOf);
  const ranking = withoutStopWords ? words.filter(isContent).slice(0, MAX_WORDS) : contentWords(words);
  return ranking.flatMap((word) => meaningOf(word, lexicon, false).terms);
}

/** Adjacent words that form one name: "alma ata" is Almaty, "50 000" is 50,000, "news feed" is newsfeed. */
function namesIn(words: readonly WordClause[], lexicon: Lexicon): { words: string[]; term: Term }[] {
  const plain = words.slice(0, MAX_WORDS).map(({ word }) => word);
  const names: { words: string[]; term: Term }[] = [];
  for (let from = 0; from < plain.length - 1; from++) {
    const longest = Math.min(longestNameFrom(plain[from]!), plain.length - from);
    for (let length = 2; length <= longest; length++) {
      const name = plain.slice(from, from + length);
      const term = nameTerm(name, lexicon);
      if (term) names.push({ words: name, term });
    }
  }
  return names;
}

function asPhrase(words: readonly string[]): Phrase {
  return { words, typing: false };
}

/**
 * BM25's saturation of query terms. It determines how much weight is added by repeating a word in the query. A word
 * typed twice counts 1.5 times as much.
 */
const K3 = 2;

/**
 * Merges equal terms. A repeated word counts for more. If a word has a single form in the library, its exact-form term
 * and all-forms term are equal, so their weights are added.
 */
function distinct(terms: readonly Term[]): Term[] {
  const repeated = new Map<string, { term: Term; key: string; count: number }>();
  for (const term of terms) {
    const key = keyOf(term);
    const weighted = `${term.weight} ${key}`;
    const same = repeated.get(weighted);
    if (same) same.count += 1;
    else repeated.set(weighted, { term, key, count: 1 });
  }
  const merged = new Map<string, Term>();
  for (const { term, key, count } of repeated.values()) {
    const weight = (term.weight * count * (K3 + 1)) / (count + K3);
    const { words, phrases } = term;
    merged.set(key, { words, phrases, weight: weight + (merged.get(key)?.weight ?? 0) });
  }
  return [...merged.values()];
}

function keyOf({ words, phrases }: Term): string {
  const key = words.join(" ");
  return phrases.length > 0 ? `${key}|${phrases.map((phrase) => phrase.join(" ")).join("|")}` : key;
}
