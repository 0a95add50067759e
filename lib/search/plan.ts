import { LONGEST_NAME } from "./aliases";
import type { Marks } from "./collection";
import { type Meaning, meaningOf, nameTerm, type QueryWord, type Term } from "./expansion";
import type { Lexicon } from "./lexicon";
import { requiredBy, type SetAlgebra } from "./matching";
import type { Phrase } from "./phrase-lookup";
import type { Clause, Query } from "./query";
import { isStopWord } from "./stop-words";
import { scriptOf } from "./vocabulary";

/** A query that has been looked up: what to require, what to rank by, what to mark. */
export interface Plan {
  /** The documents that the query allows; null where any document with a ranking word will do. */
  required<S>(algebra: SetAlgebra<S>): S | null;
  /** Whether there is nothing but filters, so that every document will do. */
  isFilterOnly: boolean;
  terms: Term[];
  /** How many words it ranks by, those of phrases included. */
  length: number;
  /** For each plain word, in order, the words that it stands for. */
  sequence: readonly SequenceWord[];
  marks: Marks;
  /** For each word that the library does not know: the words that were taken in its stead. */
  instead: ReadonlyMap<string, readonly string[]>;
  /** Words of phrases that the library does not know; nothing is taken in their stead. */
  missing: readonly string[];
}

/** A word among the others of a query. */
export interface SequenceWord {
  /** The words that it stands for; empty where no passage has any. */
  words: readonly string[];
  /** Whether it stood in quotation marks. */
  quoted: boolean;
}

export interface PlanOptions {
  all: boolean;
  /** Tells whether a document that is looked at has a phrase. */
  exists(phrase: Phrase): boolean;
}

/** More words than any question has; what a pasted page adds beyond them would only cost time. */
const MAX_WORDS = 64;
/** Looking for near words walks much of the dictionary, so only the first few unknown words get it. */
const MAX_CORRECTIONS = 8;

type WordClause = Extract<Clause, { type: "word" }>;
type PhraseClause = Extract<Clause, { type: "phrase" }>;

/** Words whose meaning is remembered at most. */
const MAX_MEANINGS = 2000;

/**
 * Decides what a query asks for, but for its outermost filters, which `Facets` need to be able to leave out.
 *
 * @param meanings what words of earlier queries stand for with the same lexicon: while somebody types, all words but the last
 *   stay as they are
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
    // What was left uncorrected may be corrected in another query.
    if (mayCorrect) remember(meanings, key, found);
    return found;
  };

  const settled = settle(clauses.filter(isNoFilter), { lexicon, exists, isStrict: all });
  const asked = positive(settled);
  const phrases = asked.filter((clause) => clause.type === "phrase");
  const plain = asked.filter((clause) => clause.type === "word");
  const words = phrases.length > 0 ? plain.filter(isContent) : contentWords(plain);
  const names = namesIn(plain, lexicon);
  const meant = words.map((word) => ({ word: word.word, quoted: word.quoted === true, ...meaning(word) }));
  const wordTerms = [...meant.flatMap(({ terms }) => terms), ...names.map(({ term }) => term)];
  const matching = { prefix: "", all, meaning, contentWords } as const;
  return {
    required: (algebra) =>
      settled.length === 0 ? null : requiredBy(settled, { ...matching, algebra, sets: new Map() }),
    isFilterOnly: settled.length === 0 && clauses.length > 0,
    terms: distinct([...wordTerms, ...phraseTerms(phrases, words.length > 0, lexicon)]),
    length: words.length + phrases.reduce((sum, phrase) => sum + phrase.words.length, 0),
    sequence: meant.map(({ terms, quoted }) => ({ words: terms.flatMap((term) => term.words), quoted })),
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

/** Whether the library has no such word; the word that is being typed may become one that it has. */
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
  /** Whether what is quoted is required in any case, as the person chose it. */
  isStrict: boolean;
}

/**
 * Decides what quotation marks ask for. A title or a name that is quoted in a question is how people write, not a filter: what is
 * quoted is required only where it is most of what was asked and some passage has it; otherwise its words rank, and those that stand
 * together rank higher. Without its closing mark it is a phrase as long as some passage has it: the mark may be still to come.
 *
 * As a filter, as before, the marks cost XQuAD's Russian questions .009 nDCG@10, where 27 of 101 with marks found nothing.
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
      // Parentheses around mere words say nothing, and student(s) has some.
      return inner.every(({ type }) => type === "word") ? inner : [{ ...clause, clauses: inner }];
    }
    if (clause.type === "any") {
      return [{ ...clause, of: clause.of.map((list) => settle(list, { ...reading, isStrict: true })) }];
    }
    return [clause];
  });
}

/** A longer phrase that no passage has is a title or a sentence from elsewhere; a shorter one is a name, and not finding it says something. */
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
 * A phrase in the forms in which some passage has it; null where none does. Russian and Kazakh inflect what they quote; English
 * quotes word by word.
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

/** How many words a clause has that say something. */
function contentOf(clause: Clause): number {
  if (clause.type === "word") return isContent(clause) ? 1 : 0;
  if (clause.type === "phrase") return clause.words.filter((word) => !isStopWord(word)).length;
  if (clause.type === "group") return contentIn(clause.clauses);
  return clause.type === "any" ? 1 : 0;
}

/** The words and phrases that are asked for, not those that are excluded. */
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

/** The words that say what a list is about, or the stop words where there is nothing else; as many as are worth the time. */
function contentWords(words: readonly WordClause[]): WordClause[] {
  const content = words.filter(isContent);
  return (content.length > 0 ? content : words).slice(0, MAX_WORDS);
}

/** What the words of phrases rank by: passages that say more of it come first. Nothing is guessed of them. */
function phraseTerms(phrases: readonly PhraseClause[], withoutStopWords: boolean, lexicon: Lexicon): Term[] {
  const words = phrases.flatMap(wordsOf);
  const ranking = withoutStopWords ? words.filter(isContent).slice(0, MAX_WORDS) : contentWords(words);
  return ranking.flatMap((word) => meaningOf(word, lexicon, false).terms);
}

/** Words side by side that are one thing: "alma ata" is Almaty, "50 000" is 50,000, "news feed" is newsfeed. */
function namesIn(words: readonly WordClause[], lexicon: Lexicon): { words: string[]; term: Term }[] {
  const plain = words.slice(0, MAX_WORDS).map(({ word }) => word);
  const names: { words: string[]; term: Term }[] = [];
  for (let from = 0; from < plain.length - 1; from++) {
    const longest = Math.min(LONGEST_NAME, plain.length - from);
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
 * How fast a word that is asked for again stops counting more: BM25's saturation of query terms. Said twice it counts 1.6 times.
 */
const K3 = 3;

/**
 * The terms to rank by, each once. A word that is repeated counts more, and one whose only form in the library is the one that was
 * typed counts as both: the form, and all forms together.
 */
function distinct(terms: readonly Term[]): Term[] {
  const repeated = new Map<string, { term: Term; count: number }>();
  for (const term of terms) {
    const key = `${term.weight} ${keyOf(term)}`;
    const same = repeated.get(key);
    if (same) same.count += 1;
    else repeated.set(key, { term, count: 1 });
  }
  const merged = new Map<string, Term>();
  for (const { term, count } of repeated.values()) {
    const weight = (term.weight * count * (K3 + 1)) / (count + K3);
    const key = keyOf(term);
    merged.set(key, { ...term, weight: weight + (merged.get(key)?.weight ?? 0) });
  }
  return [...merged.values()];
}

function keyOf({ words, phrases }: Term): string {
  return [words.join(" "), ...phrases.map((phrase) => phrase.join(" "))].join("|");
}
