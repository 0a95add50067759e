import { Collection } from "./collection";
import type { SearchDocument } from "./documents";
import { completionsOf, type Meaning, meaningOf } from "./expansion";
import { type Facets, facetsOf } from "./facets";
import { Feedback } from "./feedback";
import { type FilterContext, failuresOf } from "./filters";
import type { Range } from "./marks";
import { everything } from "./matching";
import { type Plan, planOf } from "./plan";
import { Proximity } from "./proximity";
import { type Clause, type Hint, parseQuery, printQuery, type Query } from "./query";
import { best, bestOf, firstOf, type Scored, Scorer } from "./ranking";
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

/** A query that asks for less than one without hits, or for words that the library has, and finds something. */
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
  /** What the highlights that the person may see say of blocks. */
  marks?: FilterContext["marks"];
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
  /** The passages from one place of the list to before another; all of them by default. */
  documents(from?: number, to?: number): SearchDocument[];
  /** The same, with what to mark in them. */
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

/** Relaxed queries that are tried at most: each is a search, */
const MAX_RELAXATIONS = 12;
/** and none is begun after so many milliseconds: others wait for their answers. */
const RELAXING_MS = 20;
const DEFAULT_COMPLETIONS = 6;

/**
 * How many hits are put in order anew, for each word of the query and at most; the others keep their places behind them. The more a
 * query asks, the further down lies what it is after: long queries on Cranfield with odd ids have .766 recall@100 with 16 for each
 * word, .771 with 20, .769 with 24.
 */
const REFINED_PER_WORD = 20;
const MOST_REFINED = 250;

type PhraseClause = Extract<Clause, { type: "phrase" }>;
const NO_MARKS: FilterContext["marks"] = new Map();

class Engine implements SearchEngine {
  private readonly scorer: Scorer;
  private proximity: Proximity | undefined;
  private feedback: Feedback | undefined;
  private readonly meanings = new Map<string, Meaning>();

  constructor(private readonly collection: Collection) {
    this.scorer = new Scorer(collection);
  }

  search(query: string, options: SearchOptions = {}): Found {
    const { collection } = this;
    const parsed = parseQuery(query);
    const context = { marks: options.marks ?? NO_MARKS };
    const { report } = options;
    const inScope = report === undefined ? null : (id: number) => collection.document(id).report === report;
    const plan = planOf(parsed, collection, this.meanings, { ...context, inScope, all: options.match === "all" });
    const wanted = plan.isFilterOnly ? everything(collection.size) : plan.required;
    const candidates = only(this.scorer.score(plan.terms, wanted), inScope);
    const failures = failuresOf(parsed.filters, collection, context);
    const passes = (id: number): boolean => failures(id).length === 0;
    const scored = only(candidates, parsed.filters.length > 0 ? passes : null);
    let refined: Uint32Array | undefined;
    /** Places in `scored` of the first hits. */
    const order = (count: number): Uint32Array => {
      if (options.sort === "position") return collection.readingOrder(scored.ids);
      refined ??= this.refine(scored, plan);
      // The scores of the refined ones only rose, so all others come behind them.
      return count <= refined.length ? bestOf(refined, scored, count) : best(scored, count);
    };
    return {
      query,
      total: scored.ids.length,
      hints: parsed.hints,
      unknown: this.unknownWords(parsed, query, plan),
      facets: () => facetsOf(candidates.ids, parsed.filters, collection, context),
      documents: (from = 0, to = scored.ids.length) =>
        Array.from(order(to).subarray(from, to), (place) => collection.document(scored.ids[place]!)),
      hits: (from = 0, to = scored.ids.length) => {
        const rangesOf = collection.marker(plan.marks);
        return Array.from(order(to).subarray(from, to), (place): SearchHit => {
          const id = scored.ids[place]!;
          // Ten times as fast as spreading the document.
          return Object.assign({ score: scored.scores[place]!, ranges: rangesOf(id) }, collection.document(id));
        });
      },
      relaxations: () => (scored.ids.length > 0 ? [] : this.relaxations(parsed, options)),
    };
  }

  /** Raises the scores of the first hits. @returns their places in `scored`, ascending */
  private refine(scored: Scored, { length, sequence }: Plan): Uint32Array {
    // Made when first needed: an engine that only counts does without.
    this.proximity ??= new Proximity(this.collection);
    this.feedback ??= new Feedback(this.collection);
    const hits = firstOf(scored.scores, Math.min(MOST_REFINED, REFINED_PER_WORD * length)).sort();
    this.proximity.add(scored, hits, sequence);
    this.feedback.add(scored, hits);
    return hits;
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

  private unknownWords({ words }: Query, query: string, { instead, missing }: Plan): UnknownWord[] {
    const spans = new Map(words.filter(({ word }) => instead.has(word)).map((span) => [span.word, span]));
    const unknown = Array.from(spans.values(), (span) => ({
      word: query.slice(span.from, span.to),
      instead: instead.get(span.word)!.map((near) => {
        const word = this.collection.lexicon.printed(near);
        return { word, query: replaced(query, span, word) };
      }),
    }));
    const inPhrases = [...new Set(missing)].filter((word) => !spans.has(word));
    return [...unknown, ...inPhrases.map((word) => ({ word, instead: [] }))];
  }

  /** A phrase with the nearest words where the library does not know its own. */
  private corrected(phrase: PhraseClause): PhraseClause {
    const { lexicon } = this.collection;
    const words = phrase.words.map((word) => {
      if (lexicon.frequency(word) > 0) return word;
      return meaningOf({ word, typing: false, wildcard: false }, lexicon, true).instead?.[0] ?? word;
    });
    return { ...phrase, words };
  }

  private relaxations({ clauses }: Query, options: SearchOptions): Relaxation[] {
    const corrected = clauses.map((clause) => (clause.type === "phrase" ? this.corrected(clause) : clause));
    const relaxed = new Set([corrected, ...relaxedClauses(clauses)].map((fewer) => printQuery(fewer).trim()));
    relaxed.delete(printQuery(clauses).trim());
    const end = performance.now() + RELAXING_MS;
    return [...relaxed]
      .slice(0, MAX_RELAXATIONS)
      .flatMap((query) => (performance.now() < end ? [{ query, total: this.search(query, options).total }] : []))
      .filter(({ total }) => total > 0);
  }
}

/** The documents that pass a test; all where there is none. */
function only(scored: Scored, test: ((id: number) => boolean) | null): Scored {
  if (test === null) return scored;
  const places = Uint32Array.from(scored.ids.keys()).filter((place) => test(scored.ids[place]!));
  return {
    ids: places.map((place) => scored.ids[place]!),
    scores: Float64Array.from(places, (place) => scored.scores[place]!),
  };
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
