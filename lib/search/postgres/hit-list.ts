import "server-only";
import { type Alike, foldAlike, placesAlike } from "../alike";
import { Collection } from "../collection";
import { everything } from "../document-sets";
import type { SearchHit } from "../engine";
import { Feedback, leadingStems } from "../feedback";
import type { Lexicon } from "../lexicon";
import type { Plan } from "../plan";
import { best, type Scored, Scorer, toRefine } from "../ranking";
import { Refiner, raiseByCoverage } from "../refine";
import { createSegment } from "../segment";
import { allInOrder, CANDIDATES, chooseCandidates, type Found, numbersInOrder } from "./candidates";
import type { Conditions } from "./conditions";
import type { Catalogue } from "./index-sync";
import { type Passage, readPassages } from "./passages";
import { Statistics } from "./statistics";

/** The search whose hits are listed. */
interface Listed extends Found {
  plan: Plan;
  lexicon: Lexicon;
  /** The notes found, by number. */
  notes: Uint32Array;
}

/** The passages and notes found; reads only the requested part. */
export class HitList {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly conditions: Conditions,
    private readonly notes: Collection,
    private readonly listed: Listed,
  ) {}

  /** The hits from index `from` up to `to` (exclusive). */
  read(sort: "relevance" | "position", from: number, to: number): Promise<SearchHit[]> {
    if (from >= to) return Promise.resolve([]);
    return sort === "position" ? this.inReadingOrder(from, to) : this.bestFirst(from, to);
  }

  /** The ranked candidates together with all notes found, followed by the other passages in reading order. */
  private async bestFirst(from: number, to: number): Promise<SearchHit[]> {
    const { match, notes } = this.listed;
    const statistics = new Statistics(this.catalogue, this.notes, this.listed.lexicon);
    const numbers = await this.candidates(statistics);
    const ranked = numbers.length + notes.length;
    const hits: SearchHit[] = [];
    if (from < ranked) hits.push(...(await this.ranked(numbers, statistics, from, Math.min(to, ranked))));
    if (to > ranked) {
      const start = Math.max(from, ranked);
      const others = await numbersInOrder(this.catalogue, match, {
        ...{ skip: numbers, from: start - ranked, count: to - start },
      });
      const passages = await readPassages(this.catalogue, others);
      const collection = new Collection([createSegment(passages.map(({ document }) => document))], statistics);
      hits.push(...this.marked(collection, passages.keys(), () => 0));
    }
    return hits;
  }

  private async candidates(statistics: Statistics): Promise<number[]> {
    const { match, total, plan, isOpen } = this.listed;
    const isAll = total <= CANDIDATES;
    // If the candidates are all the passages with these words, the ranking can count them itself.
    const terms = isAll && isOpen ? [] : await statistics.countTerms(plan.terms, this.conditions);
    if (!isAll) return chooseCandidates(this.catalogue, this.conditions, this.listed, terms);
    return allInOrder(this.catalogue, match);
  }

  private async ranked(numbers: number[], statistics: Statistics, from: number, to: number): Promise<SearchHit[]> {
    const { plan } = this.listed;
    const passages = await readPassages(this.catalogue, numbers);
    const { collection, scored } = this.scored(passages, statistics);
    const hits = toRefine(scored, plan.length);
    const before = Float64Array.from(hits, (place) => scored.scores[place]!);
    const coverage = new Refiner(collection).add(scored, hits, plan.sequence);
    await statistics.readStems(leadingStems(collection, scored, hits));
    new Feedback(collection).add(scored, hits);
    raiseByCoverage(scored, hits, coverage);
    const alike = foldAlike(collection, scored, hits, before);
    const places = best(scored, to).subarray(from, to);
    return this.marked(
      collection,
      Array.from(places, (place) => scored.ids[place]!),
      (index) => scored.scores[places[index]!]!,
      alike,
    );
  }

  /** The given passages followed by all notes, with scores for the passages and for the notes found. */
  private scored(passages: readonly Passage[], statistics: Statistics): { collection: Collection; scored: Scored } {
    const { plan, notes } = this.listed;
    const segment = createSegment(passages.map(({ document }) => document));
    const collection = new Collection([segment, ...this.notes.segments], statistics);
    const wanted = everything(collection.size).fill(0, passages.length);
    for (const note of notes) wanted[passages.length + note] = 1;
    return { collection, scored: new Scorer(collection).score(plan.terms, wanted) };
  }

  /** The hits in reading order. Notes come after the block in which their passage begins. */
  private async inReadingOrder(from: number, to: number): Promise<SearchHit[]> {
    const { match, plan, notes, lexicon } = this.listed;
    // At most this many notes precede the first hit of the page. The exact number is known only after the passages have
    // been read.
    const first = Math.max(0, from - notes.length);
    const numbers = await numbersInOrder(this.catalogue, match, { skip: [], from: first, count: to - first });
    const passages = await readPassages(this.catalogue, numbers);
    const statistics = new Statistics(this.catalogue, this.notes, lexicon);
    await statistics.countTerms(plan.terms, this.conditions);
    const { collection, scored } = this.scored(passages, statistics);
    const places = new Map(Array.from(this.catalogue.reports.values(), ({ slug, place }) => [slug, place]));
    const placeOf = (id: number) => {
      const { report, start } = collection.document(id);
      return { report: places.get(report) ?? places.size, start };
    };
    const order = [...scored.ids.keys()].sort((a, b) => {
      const [one, other] = [placeOf(scored.ids[a]!), placeOf(scored.ids[b]!)];
      return one.report - other.report || one.start - other.start || a - b;
    });
    const part = order.slice(from - first, to - first);
    return this.marked(
      collection,
      part.map((place) => scored.ids[place]!),
      (index) => scored.scores[part[index]!]!,
    );
  }

  /** Turns documents of a collection into hits with the ranges to mark. */
  private marked(
    collection: Collection,
    ids: Iterable<number>,
    scoreOf: (index: number) => number,
    alike: Alike = new Map(),
  ): SearchHit[] {
    const rangesOf = collection.marker(this.listed.plan.marks);
    return Array.from(ids, (id, index) => {
      const places = placesAlike(collection, alike, id);
      const hit = { score: scoreOf(index), ranges: rangesOf(id), ...(places && { alike: places }) };
      return Object.assign(hit, collection.document(id));
    });
  }
}
