import { completionsOf, meaningOf } from "./expansion";
import type { Lexicon } from "./lexicon";
import type { Plan } from "./plan";
import { type Clause, parseQuery, printQuery, type Query } from "./query";
import { isStopWord } from "./stop-words";

/** A word of a query that no passage contains. */
export interface UnknownWord {
  word: string;
  /**
   * The corrections used in the search, in the library's spelling, each with the complete corrected query; empty if
   * there is no similar word.
   */
  instead: { word: string; query: string }[];
}

/** A less restrictive or corrected version of a query that found nothing. This version does find something. */
export interface Relaxation {
  query: string;
  total: number;
}

/** A completion of the word being typed. */
export interface Completion {
  /** The completion as printed in the library. */
  word: string;
  /** The whole query with the completion. */
  query: string;
  /** Number of passages that contain the completion. */
  count: number;
}

const DEFAULT_COMPLETIONS = 6;

/** Maximum number of relaxed queries to try. Each one is a search. */
const MAX_RELAXATIONS = 12;
/**
 * Work (`Scorer.work`) after which no further search is started, because other requests are waiting. On 103,000 passages
 * of NPL, a millisecond is worth 11,000 to 40,000, so this is about 20 ms.
 */
export const MOST_RELAXING_WORK = 400_000;

type PhraseClause = Extract<Clause, { type: "phrase" }>;

/** Completions of the last word of a query, most frequent first; empty if no word is being typed. */
export function completionsFor(query: string, lexicon: Lexicon, limit = DEFAULT_COMPLETIONS): Completion[] {
  const last = parseQuery(query).words.at(-1);
  if (last?.to !== query.length) return [];
  return completionsOf(last.word, lexicon)
    .filter((word) => word !== last.word && !isStopWord(word))
    .slice(0, limit)
    .map((word) => {
      const printed = lexicon.printed(word);
      return { word: printed, query: replaced(query, last, printed), count: lexicon.frequency(word) };
    });
}

/** The words of a query that the library does not contain, with the corrections in the query's plan. */
export function unknownWords(
  { words }: Query,
  query: string,
  { instead, missing }: Plan,
  lexicon: Lexicon,
): UnknownWord[] {
  const spans = new Map(words.filter(({ word }) => instead.has(word)).map((span) => [span.word, span]));
  const unknown = Array.from(spans.values(), (span) => ({
    word: query.slice(span.from, span.to),
    instead: instead.get(span.word)!.map((near) => {
      const word = lexicon.printed(near);
      return { word, query: replaced(query, span, word) };
    }),
  }));
  const inPhrases = [...new Set(missing)].filter((word) => !spans.has(word));
  return [...unknown, ...inPhrases.map((word) => ({ word, instead: [] }))];
}

/** Less restrictive versions of a query that finds nothing. Each drops a single condition. */
export function relaxedQueries({ clauses }: Query, lexicon: Lexicon): string[] {
  const corrected = clauses.map((clause) => (clause.type === "phrase" ? withKnownWords(clause, lexicon) : clause));
  const relaxed = new Set([corrected, ...relaxedClauses(clauses)].map((fewer) => printQuery(fewer).trim()));
  relaxed.delete(printQuery(clauses).trim());
  return [...relaxed].slice(0, MAX_RELAXATIONS);
}

/** Replaces unknown words of a phrase with the most similar known ones. */
function withKnownWords(phrase: PhraseClause, lexicon: Lexicon): PhraseClause {
  const words = phrase.words.map((word) => {
    if (lexicon.frequency(word) > 0) return word;
    return meaningOf({ word, typing: false, wildcard: false }, lexicon, true).instead?.[0] ?? word;
  });
  return { ...phrase, words };
}

/** Variants of the query with a single filter or exclusion removed, or a single phrase turned into words. */
function relaxedClauses(clauses: readonly Clause[]): Clause[][] {
  return clauses.flatMap((clause, index) => {
    const instead = looser(clause);
    return instead ? [[...clauses.slice(0, index), ...instead, ...clauses.slice(index + 1)]] : [];
  });
}

function looser(clause: Clause): Clause[] | null {
  if (clause.type === "filter" || clause.type === "not") return [];
  if (clause.type !== "phrase" || clause.words.length < 2) return null;
  return clause.words.map((word) => ({ type: "word", word, wildcard: false, typing: false }));
}

function replaced(query: string, { from, to }: { from: number; to: number }, word: string): string {
  return `${query.slice(0, from)}${word}${query.slice(to)}`;
}
