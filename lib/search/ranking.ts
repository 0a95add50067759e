import type { Collection } from "./collection";
import type { DocumentSet } from "./document-sets";
import type { Term } from "./expansion";

/**
 * Okapi BM25 with the usual length normalization (Robertson and Zaragoza 2009, https://doi.org/10.1561/1500000019). The
 * values were chosen together with the others by the random search described in docs/search-values.md. Between 1 and
 * 2, k hardly matters. Values of b above .75 lose on short abstracts.
 */
export const BM25 = { k: 1.2, b: 0.55 };

/** Inverse document frequency of a word. */
export function idfOf(documents: number, all: number): number {
  return Math.log(1 + (all - documents + 0.5) / (documents + 0.5));
}

/** The length normalization of BM25; lengths are in words. */
export function normOf(length: number, averageLength: number): number {
  return BM25.k * (1 - BM25.b + (BM25.b * length) / averageLength);
}

/** The impact of a word in a document, which is its BM25 score without the idf factor. */
export function impactOf(frequency: number, length: number, weight: number, averageLength: number): number {
  return ((frequency * (BM25.k + 1)) / (frequency + normOf(length, averageLength))) * weight;
}

/** Document numbers, ascending, with their scores. A document's score is 0 if it contains no ranking term. */
export interface Scored {
  ids: Uint32Array;
  scores: Float64Array;
}

/**
 * Maximum number of postings that a query reads. Two of the most frequent words in 100,000 passages need 400,000. The
 * other common words of a pasted page contribute the least and cost the most.
 */
const MAX_POSTINGS = 1_000_000;

/**
 * Number of hits to refine per word of the query, and the maximum. The other hits follow in their previous order.
 * Longer queries need more hits, because their best ones rank lower at first: long queries on Cranfield with odd ids
 * have a recall@100 of .766 with 16 per word, .771 with 20 and .769 with 24. With a maximum of 250 instead of 150, long
 * queries take a quarter more time. The nDCG@10 of every set stays the same, and the mean recall@100 of all sets rises
 * only from .722 to .723.
 */
const REFINED_PER_WORD = 20;
const MOST_REFINED = 150;

/** Share of matching documents below which sorting their numbers is faster than scanning all documents. */
const FEW = 1 / 16;

/**
 * Scores documents. Each collection keeps its own instance, which reuses its arrays. Between queries, the arrays
 * contain only zeros.
 */
export class Scorer {
  /** Number of documents scored and selected so far. Unlike time, this measure is the same on a busy machine. */
  work = 0;
  private readonly scores: Float64Array;
  /** The documents that have a score. */
  private readonly found: Uint32Array;
  /** Frequency of one term's words in each document; all 0 between terms. */
  private readonly frequencies: Float32Array;
  /** The documents that contain words of one term. */
  private readonly touched: Uint32Array;

  constructor(private readonly collection: Collection) {
    const { size } = collection;
    this.scores = new Float64Array(size);
    this.found = new Uint32Array(size);
    this.frequencies = new Float32Array(size);
    this.touched = new Uint32Array(size);
  }

  /**
   * Scores documents by their terms. The words of a term are ranked as a single word, so having many inflections and
   * spellings does not make a word rarer.
   *
   * @param wanted the documents to score; null for all that match a term
   */
  score(terms: readonly Term[], wanted: DocumentSet | null): Scored {
    const { scores, found } = this;
    let count = 0;
    for (const term of affordable(terms, this.collection)) count = this.add(term, count);
    this.work += wanted?.length ?? 0;
    const ids = wanted ? members(wanted) : ascending(found.subarray(0, count), scores);
    const result = { ids, scores: new Float64Array(ids.length) };
    for (let place = 0; place < ids.length; place++) result.scores[place] = scores[ids[place]!]!;
    for (let index = 0; index < count; index++) scores[found[index]!] = 0;
    return result;
  }

  /** Adds the score of a term. @returns the number of documents with a score so far */
  private add(term: Term, scored: number): number {
    const { words, phrases, weight } = term;
    const { frequencies, touched, scores, found, collection } = this;
    const { librarySize, averageLength, lengths, weights } = collection;
    let count = 0;
    const visit = (id: number, frequency: number): void => {
      if (frequencies[id] === 0) touched[count++] = id;
      frequencies[id]! += frequency;
    };
    for (const word of words) collection.eachPosting(word, visit);
    for (const phrase of phrases) {
      for (const id of collection.withPhrase({ words: phrase, typing: false })) visit(id, 1);
    }
    const documents = collection.library?.documentsWith(term) ?? count;
    const full = weight * idfOf(documents, librarySize) * (BM25.k + 1);
    let total = scored;
    this.work += count;
    for (let index = 0; index < count; index++) {
      const id = touched[index]!;
      const frequency = frequencies[id]!;
      frequencies[id] = 0;
      if (scores[id] === 0) found[total++] = id;
      scores[id]! += ((full * frequency) / (frequency + normOf(lengths[id]!, averageLength))) * weights[id]!;
    }
    return total;
  }
}

/** The rarest terms that fit into `MAX_POSTINGS`; at least one. */
function affordable(terms: readonly Term[], { lexicon }: Collection): readonly Term[] {
  const costs = terms.map((term) => ({
    term,
    cost: term.words.reduce((sum, word) => sum + lexicon.frequency(word), 0),
  }));
  let left = MAX_POSTINGS;
  return costs
    .sort((a, b) => a.cost - b.cost)
    .filter(({ cost }, index) => {
      left -= cost;
      return index === 0 || left >= 0;
    })
    .map(({ term }) => term);
}

function members(set: DocumentSet): Uint32Array {
  const ids = new Uint32Array(set.length);
  let count = 0;
  for (let id = 0; id < set.length; id++) if (set[id] === 1) ids[count++] = id;
  return ids.slice(0, count);
}

/** The documents with a score, in ascending order. */
function ascending(found: Uint32Array, scores: Float64Array): Uint32Array {
  if (found.length < scores.length * FEW) return found.slice().sort();
  const ids = new Uint32Array(found.length);
  let count = 0;
  for (let id = 0; id < scores.length; id++) if (scores[id]! > 0) ids[count++] = id;
  return ids;
}

/**
 * The indexes in `scored`, ascending, of the first hits, whose order proximity and feedback should refine. @param words
 * number of words in the query
 */
export function toRefine({ scores }: Scored, words: number): Uint32Array {
  return firstOf(scores, Math.min(MOST_REFINED, REFINED_PER_WORD * words)).sort();
}

/** The first `count` documents, best first. Ties are in reading order. @returns indexes in `scored` */
export function best({ scores }: Scored, count: number): Uint32Array {
  return firstOf(scores, count).sort((a, b) => scores[b]! - scores[a]! || a - b);
}

/** Like `best`, but restricted to the given indexes in `scored`, which must be ascending. */
export function bestOf(places: Uint32Array, scored: Scored, count: number): Uint32Array {
  const { scores } = scored;
  const first = firstOf(scoresOf(scored, places), count);
  for (let index = 0; index < first.length; index++) first[index] = places[first[index]!]!;
  return first.sort((a, b) => scores[b]! - scores[a]! || a - b);
}

/** The scores at the given indexes in `scored`. Fills the array in a loop, because `Float64Array.from` takes ten times as long. */
export function scoresOf({ scores }: Scored, places: Uint32Array): Float64Array {
  const own = new Float64Array(places.length);
  for (let index = 0; index < places.length; index++) own[index] = scores[places[index]!]!;
  return own;
}

/**
 * Indexes of the highest numbers, unordered. Of equal numbers, the first ones are taken. Uses a min-heap of size
 * `count`, so that showing one page does not require sorting the whole list.
 */
export function firstOf(scores: Float64Array, count: number): Uint32Array {
  const kept = new Uint32Array(Math.min(count, scores.length));
  for (let place = 0; place < kept.length; place++) kept[place] = place;
  if (kept.length === scores.length) return kept;
  for (let parent = (kept.length >> 1) - 1; parent >= 0; parent--) siftDown(kept, scores, parent);
  for (let place = kept.length; place < scores.length && kept.length > 0; place++) {
    if (!isLater(scores, kept[0]!, place)) continue;
    kept[0] = place;
    siftDown(kept, scores, 0);
  }
  return kept;
}

function isLater(scores: Float64Array, place: number, other: number): boolean {
  return scores[place]! < scores[other]! || (scores[place] === scores[other] && place > other);
}

/** Restores the heap order below a replaced entry. */
function siftDown(heap: Uint32Array, scores: Float64Array, from: number): void {
  let parent = from;
  for (;;) {
    let child = 2 * parent + 1;
    if (child >= heap.length) return;
    if (child + 1 < heap.length && isLater(scores, heap[child + 1]!, heap[child]!)) child++;
    if (!isLater(scores, heap[child]!, heap[parent]!)) return;
    const place = heap[parent]!;
    heap[parent] = heap[child]!;
    heap[child] = place;
    parent = child;
  }
}
