import { type Alike, type AlikePlace, foldAlike, placesAlike } from "./alike";
import { Collection } from "./collection";
import { DocumentSets, everything } from "./document-sets";
import type { SearchDocument } from "./documents";
import type { Meaning } from "./expansion";
import { alikeAmong, type Facets, facetsOf } from "./facets";
import { Feedback } from "./feedback";
import { type FilterContext, failuresOf } from "./filters";
import type { Range } from "./marks";
import type { Phrase } from "./phrase-lookup";
import { type Plan, planOf } from "./plan";
import { type Hint, parseQuery, type Query } from "./query";
import { best, bestOf, type Scored, Scorer, scoresOf, toRefine } from "./ranking";
import { Refiner, raiseByCoverage } from "./refine";
import type { Segment } from "./segment";
import {
  type Completion,
  completionsFor,
  MOST_RELAXING_WORK,
  type Relaxation,
  relaxedQueries,
  type UnknownWord,
  unknownWords,
} from "./suggestions";

export { createSegment, type Segment } from "./segment";
export type { Completion, Relaxation, UnknownWord } from "./suggestions";

/** A matching passage or note. */
export interface SearchHit extends SearchDocument {
  /** Scores can be compared only within one result. All are 0 if the query has no ranking terms. */
  score: number;
  /** Ranges of the matched words in `text`, sorted and disjoint. A matched phrase is one range. */
  ranges: Range[];
  /**
   * Other places in the report with the same text; absent if there are none, or if the hit is too far down the list.
   */
  alike?: AlikePlace[] | undefined;
}

export interface SearchOptions {
  /** Slug of the report to search in; all reports by default. */
  report?: string;
  /** Whether a passage must contain all plain words or just one of them; one by default. */
  match?: "any" | "all";
  /** The order of the hits: by relevance (the default) or in reading order. */
  sort?: "relevance" | "position";
  /** Highlights that the user can see, by block. */
  marks?: FilterContext["marks"];
}

/** The result of a query. Everything except the total is computed on demand. */
export interface Found {
  /** The query as typed. */
  query: string;
  total: number;
  /** Parts of the query that were searched as text or ignored. */
  hints: Hint[];
  unknown: UnknownWord[];
  facets(): Facets;
  /** A slice of the result list; by default, all of it. */
  documents(from?: number, to?: number): SearchDocument[];
  /** Like `documents`, with the ranges to mark in each. */
  hits(from?: number, to?: number): SearchHit[];
  /** If nothing was found, less restrictive queries that find something. */
  relaxations(): Relaxation[];
}

export interface SearchEngine {
  /** Accepts any string. A query without search terms finds nothing. */
  search(query: string, options?: SearchOptions): Found;
  /** Completions of the last word of the query, most frequent first; empty if no word is being typed. */
  complete(query: string, limit?: number): Completion[];
}

/**
 * Searches several segments as one.
 *
 * @param segments in the order that breaks ties between their documents
 */
export function createSearchEngine(segments: readonly Segment[]): SearchEngine {
  return new Engine(new Collection(segments));
}

/** The first hits, in their final order. */
interface Refined {
  /** The indexes of the first hits in `scored`, ascending. */
  hits: Uint32Array;
  alike: Alike;
}

const NO_MARKS: FilterContext["marks"] = new Map();

class Engine implements SearchEngine {
  private readonly scorer: Scorer;
  private refiner: Refiner | undefined;
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
    const exists = (phrase: Phrase): boolean => {
      const found = collection.withPhrase(phrase);
      return inScope ? found.some(inScope) : found.length > 0;
    };
    const plan = planOf(parsed, collection.lexicon, this.meanings, { all: options.match === "all", exists });
    const wanted = plan.isFilterOnly
      ? everything(collection.size)
      : plan.required(new DocumentSets(collection, context));
    const candidates = only(this.scorer.score(plan.terms, wanted), inScope);
    const failures = failuresOf(parsed.filters, collection, context);
    const passes = (id: number): boolean => failures(id).length === 0;
    const scored = only(candidates, parsed.filters.length > 0 ? passes : null);
    let refined: Refined | undefined;
    /** Returns the indexes of the first hits in `scored`. */
    const order = (count: number): Uint32Array => {
      if (options.sort === "position") return collection.readingOrder(scored.ids);
      refined ??= this.refine(scored, plan);
      // Refining only raises scores, so all other hits come after the refined ones.
      return count <= refined.hits.length ? bestOf(refined.hits, scored, count) : best(scored, count);
    };
    return {
      query,
      total: scored.ids.length,
      hints: parsed.hints,
      unknown: unknownWords(parsed, query, plan, collection.lexicon),
      facets: () => facetsOf(alikeAmong(candidates.ids, parsed.filters, collection, context), parsed.filters, context),
      documents: (from = 0, to = scored.ids.length) =>
        Array.from(order(to).subarray(from, to), (place) => collection.document(scored.ids[place]!)),
      hits: (from = 0, to = scored.ids.length) => {
        const rangesOf = collection.marker(plan.marks);
        return Array.from(order(to).subarray(from, to), (place): SearchHit => {
          const id = scored.ids[place]!;
          // Ten times as fast as copying the document with spread syntax.
          const alike = refined && placesAlike(collection, refined.alike, id);
          const hit = { score: scored.scores[place]!, ranges: rangesOf(id), ...(alike && { alike }) };
          return Object.assign(hit, collection.document(id));
        });
      },
      relaxations: () => (scored.ids.length > 0 ? [] : this.relaxations(parsed, options)),
    };
  }

  /** Refines the scores of the first hits. */
  private refine(scored: Scored, { length, sequence }: Plan): Refined {
    // Create these on first use, because an engine that only counts hits does not need them.
    this.refiner ??= new Refiner(this.collection);
    this.feedback ??= new Feedback(this.collection);
    const hits = toRefine(scored, length);
    const before = scoresOf(scored, hits);
    const coverage = this.refiner.add(scored, hits, sequence);
    this.feedback.add(scored, hits);
    raiseByCoverage(scored, hits, coverage);
    return { hits, alike: foldAlike(this.collection, scored, hits, before) };
  }

  complete(query: string, limit?: number): Completion[] {
    return completionsFor(query, this.collection.lexicon, limit);
  }

  private relaxations(parsed: Query, options: SearchOptions): Relaxation[] {
    const end = this.scorer.work + MOST_RELAXING_WORK;
    return relaxedQueries(parsed, this.collection.lexicon)
      .flatMap((query) => (this.scorer.work < end ? [{ query, total: this.search(query, options).total }] : []))
      .filter(({ total }) => total > 0);
  }
}

/** Keeps the documents that pass a test; all documents if the test is null. */
function only(scored: Scored, test: ((id: number) => boolean) | null): Scored {
  if (test === null) return scored;
  const places = Uint32Array.from(scored.ids.keys()).filter((place) => test(scored.ids[place]!));
  return {
    ids: places.map((place) => scored.ids[place]!),
    scores: Float64Array.from(places, (place) => scored.scores[place]!),
  };
}
