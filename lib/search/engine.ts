import { Collection } from "./collection";
import type { SearchDocument } from "./documents";
import { completionsOf } from "./expansion";
import { type Facets, facetsOf } from "./facets";
import { addFeedback, BEST_HITS, feedbackTerms } from "./feedback";
import { failedFields } from "./filters";
import type { Range } from "./marks";
import { type Plan, planOf } from "./plan";
import { type Clause, type Hint, parseQuery, printQuery, type Query } from "./query";
import { best, Scorer, type Scores } from "./ranking";
import type { Segment } from "./segment";
import { isStopWord } from "./stop-words";

export { createSegment, type Segment } from "./segment";

/** A passage or a note that was found. */
export interface SearchHit extends SearchDocument {
  /** Comparable within one result only; 0 for all where nothing ranks them. */
  score: number;
  /** The matched words within `text`: sorted, disjoint; a matched phrase is one range. */
  ranges: Range[];
}

/** A word of a query that no passage has. */
export interface UnknownWord {
  word: string;
  /** What was searched in its stead, as printed in the library, each with the whole query put right; empty where nothing is near. */
  instead: { word: string; query: string }[];
}

/** A query that asks for less than one without hits, and finds something. */
export interface Relaxation {
  query: string;
  total: number;
}

/** A word that the word being typed may become. */
export interface Completion {
  /** As printed in the library. */
  word: string;
  /** The whole query with it. */
  query: string;
  /** In how many passages it occurs. */
  count: number;
}

export interface SearchOptions {
  /** Slug of the only report to search in. */
  report?: string;
  /** Whether a passage must have all plain words, or any of them; any by default. */
  match?: "any" | "all";
  /** Best first, which is the default, or as they stand in the reports. */
  sort?: "relevance" | "position";
  /** Blocks that bear a note which the person may see, named by `noteKey`. */
  noted?: ReadonlySet<string>;
}

/** What a query found. Everything beyond the total is worked out when it is asked for. */
export interface Found {
  /** As it was asked. */
  query: string;
  total: number;
  /** What of the query was read as text, or passed over. */
  hints: Hint[];
  unknown: UnknownWord[];
  facets(): Facets;
  /** The hits from one place of the list to before another; all of them by default. */
  hits(from?: number, to?: number): SearchHit[];
  /** Where nothing was found: what would be with a little less asked for. */
  relaxations(): Relaxation[];
}

export interface SearchEngine {
  /** Answers any string. A query that asks for nothing finds nothing. */
  search(query: string, options?: SearchOptions): Found;
  /** What the word at the end of a query may become, the commonest first; nothing where no word is being typed. */
  complete(query: string, limit?: number): Completion[];
}

/**
 * Searches several segments as one.
 *
 * @param segments their documents come in this order, which decides ties
 */
export function createSearchEngine(segments: readonly Segment[]): SearchEngine {
  return new Engine(new Collection(segments));
}

/** Relaxed queries that are tried at most: each is a search. */
const MAX_RELAXATIONS = 12;
const DEFAULT_COMPLETIONS = 6;
const NOTHING: ReadonlySet<string> = new Set();

class Engine implements SearchEngine {
  private readonly scorer: Scorer;

  constructor(private readonly collection: Collection) {
    this.scorer = new Scorer(collection);
  }

  search(query: string, options: SearchOptions = {}): Found {
    const { collection } = this;
    const parsed = parseQuery(query);
    const context = { noted: options.noted ?? NOTHING };
    const inScope = (id: number) => options.report === undefined || collection.document(id).report === options.report;
    const plan = planOf(parsed, collection, { ...context, inScope, all: options.match === "all" });
    const scores = this.scorer.score(plan.terms);
    const all = candidatesOf(plan, scores);
    const candidates = options.report === undefined ? all : all.filter(inScope);
    const ids =
      parsed.filters.length === 0
        ? candidates
        : candidates.filter((id) => failedFields(parsed.filters, collection.document(id), context).size === 0);
    const rangesOf = collection.marker(plan.marks);
    let isRefined = false;
    const order = (count: number): Uint32Array => {
      if (options.sort === "position") return collection.inReadingOrder(ids);
      if (!isRefined) this.refine(ids, scores);
      isRefined = true;
      return best(ids, scores, count);
    };
    return {
      query,
      total: ids.length,
      hints: parsed.hints,
      unknown: this.unknownWords(parsed, query, plan),
      facets: () => facetsOf(candidates, parsed.filters, collection, context),
      hits: (from = 0, to = ids.length) =>
        Array.from(order(to).subarray(from, to), (id) => ({
          ...collection.document(id),
          score: scores[id]!,
          ranges: rangesOf(id),
        })),
      relaxations: () => (ids.length > 0 ? [] : this.relaxations(parsed, options)),
    };
  }

  private refine(ids: Uint32Array, scores: Scores): void {
    const terms = feedbackTerms(this.collection, best(ids, scores, BEST_HITS));
    addFeedback(scores, this.scorer.score(terms), ids);
  }

  complete(query: string, limit = DEFAULT_COMPLETIONS): Completion[] {
    const { lexicon } = this.collection;
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

  private unknownWords({ words }: Query, query: string, { instead }: Plan): UnknownWord[] {
    const spans = new Map(words.filter(({ word }) => instead.has(word)).map((span) => [span.word, span]));
    return Array.from(spans.values(), (span) => ({
      word: query.slice(span.from, span.to),
      instead: instead.get(span.word)!.map((near) => {
        const word = this.collection.lexicon.printed(near);
        return { word, query: replaced(query, span, word) };
      }),
    }));
  }

  private relaxations({ clauses }: Query, options: SearchOptions): Relaxation[] {
    const relaxed = new Set(relaxedClauses(clauses).map((fewer) => printQuery(fewer).trim()));
    return [...relaxed]
      .slice(0, MAX_RELAXATIONS)
      .map((query) => ({ query, total: this.search(query, options).total }))
      .filter(({ total }) => total > 0);
  }
}

function candidatesOf({ required, isFilterOnly }: Plan, scores: Scores): Uint32Array {
  const ids = new Uint32Array(scores.length);
  let count = 0;
  for (let id = 0; id < ids.length; id++) {
    if (isFilterOnly || (required ? required[id] === 1 : scores[id]! > 0)) ids[count++] = id;
  }
  return ids.subarray(0, count);
}

/** The query with a filter or an exclusion left out, or with a phrase taken as words: one at a time. */
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
