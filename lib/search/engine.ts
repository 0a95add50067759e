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
import { best, bestOf, type Scored, Scorer, toRefine } from "./ranking";
import { Refiner, raiseByCoverage } from "./refine";
import type { Segment } from "./segment";
import {
  type Completion,
  completionsFor,
  RELAXING_MS,
  type Relaxation,
  relaxedQueries,
  type UnknownWord,
  unknownWords,
} from "./suggestions";

export { createSegment, type Segment } from "./segment";
export type { Completion, Relaxation, UnknownWord } from "./suggestions";

/** A passage or a note that was found. */
export interface SearchHit extends SearchDocument {
  /** Comparable within one result only; 0 for all where nothing ranks them. */
  score: number;
  /** The matched words within `text`: sorted, disjoint; a matched phrase is one range. */
  ranges: Range[];
  /** Where the same text stands once more in its report; absent where it does not, or not among the first hits. */
  alike?: AlikePlace[] | undefined;
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

/** The first hits, in their final order. */
interface Refined {
  /** Their places among what was scored, ascending. */
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
    /** Places in `scored` of the first hits. */
    const order = (count: number): Uint32Array => {
      if (options.sort === "position") return collection.readingOrder(scored.ids);
      refined ??= this.refine(scored, plan);
      // The scores of the refined ones only rose, so all others come behind them.
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
          // Ten times as fast as spreading the document.
          const alike = refined && placesAlike(collection, refined.alike, id);
          const hit = { score: scored.scores[place]!, ranges: rangesOf(id), ...(alike && { alike }) };
          return Object.assign(hit, collection.document(id));
        });
      },
      relaxations: () => (scored.ids.length > 0 ? [] : this.relaxations(parsed, options)),
    };
  }

  /** Raises the scores of the first hits. */
  private refine(scored: Scored, { length, sequence }: Plan): Refined {
    // Made when first needed: an engine that only counts does without.
    this.refiner ??= new Refiner(this.collection);
    this.feedback ??= new Feedback(this.collection);
    const hits = toRefine(scored, length);
    const before = Float64Array.from(hits, (place) => scored.scores[place]!);
    const coverage = this.refiner.add(scored, hits, sequence);
    this.feedback.add(scored, hits);
    raiseByCoverage(scored, hits, coverage);
    return { hits, alike: foldAlike(this.collection, scored, hits, before) };
  }

  complete(query: string, limit?: number): Completion[] {
    return completionsFor(query, this.collection.lexicon, limit);
  }

  private relaxations(parsed: Query, options: SearchOptions): Relaxation[] {
    const end = performance.now() + RELAXING_MS;
    return relaxedQueries(parsed, this.collection.lexicon)
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
