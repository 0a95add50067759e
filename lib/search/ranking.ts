import type { BlockKind } from "../report/model";
import type { Collection } from "./collection";
import type { Term } from "./expansion";

/**
 * Okapi BM25 with the usual length normalisation (Robertson and Zaragoza 2009, https://doi.org/10.1561/1500000019). On Cranfield
 * k hardly matters between 1.2 and 2.5.
 */
export const BM25 = { k: 1.5, b: 0.75 };

/**
 * BM25 favours short texts, and a heading or caption is short because it names a thing, not because it says much about it.
 * Footnotes and table rows are short but complete, so they compete as they are. The values are judgement, not measurement: a
 * heading still wins where it alone has the words.
 */
const KIND_WEIGHT: Readonly<Record<BlockKind | "note", number>> = {
  heading: 0.7,
  paragraph: 1,
  "list-item": 1,
  "table-row": 1,
  caption: 0.8,
  footnote: 1,
  note: 1,
};

/** How much a word says that so many documents of all have. */
export function idfOf(documents: number, all: number): number {
  return Math.log(1 + (all - documents + 0.5) / (documents + 0.5));
}

/** The part of BM25 that depends on the length of a document, in words. */
export function normOf(length: number, averageLength: number): number {
  return BM25.k * (1 - BM25.b + (BM25.b * length) / averageLength);
}

/** Scores of all documents of a collection, by number; 0 for those without any of the words. */
export type Scores = Float64Array;

/** Scores documents. One is kept for a collection, since it holds room for numbers. */
export class Scorer {
  /** `normOf` each document. */
  private readonly norms: Float32Array;
  private readonly kindWeights: Float32Array;
  /** How often the words of one term occur in each document; all 0 between terms. */
  private readonly frequencies: Float32Array;
  /** The documents that have words of one term. */
  private readonly touched: Uint32Array;

  constructor(private readonly collection: Collection) {
    const { size, averageLength } = collection;
    this.norms = Float32Array.from({ length: size }, (_, id) =>
      normOf(collection.wordsOf(id).words.length, averageLength),
    );
    this.kindWeights = Float32Array.from({ length: size }, (_, id) => KIND_WEIGHT[collection.document(id).kind]);
    this.frequencies = new Float32Array(size);
    this.touched = new Uint32Array(size);
  }

  /**
   * Scores every document by the terms it has. The words of a term count as one word: inflections and spellings are no rarer
   * for being many.
   */
  score(terms: readonly Term[]): Scores {
    const scores = new Float64Array(this.collection.size);
    for (const term of terms) this.add(term, scores);
    return scores;
  }

  private add({ words, phrases, weight }: Term, scores: Scores): void {
    const { frequencies, touched, norms, kindWeights, collection } = this;
    let count = 0;
    const visit = (id: number, frequency: number): void => {
      if (frequencies[id] === 0) touched[count++] = id;
      frequencies[id]! += frequency;
    };
    for (const word of words) collection.eachPosting(word, visit);
    for (const phrase of phrases) {
      for (const id of collection.withPhrase({ words: phrase, typing: false })) visit(id, 1);
    }
    const full = weight * idfOf(count, collection.size) * (BM25.k + 1);
    for (let index = 0; index < count; index++) {
      const id = touched[index]!;
      const frequency = frequencies[id]!;
      frequencies[id] = 0;
      scores[id]! += ((full * frequency) / (frequency + norms[id]!)) * kindWeights[id]!;
    }
  }
}

/**
 * The first of some documents, best first, ties in reading order. Where few of many are wanted they are kept in a heap with
 * the worst on top, so that a page of a long list costs no sorting of all of it.
 *
 * @param ids ascending
 */
export function best(ids: Uint32Array, scores: Scores, count: number): Uint32Array {
  const inOrder = (a: number, b: number): number => scores[b]! - scores[a]! || a - b;
  const kept = ids.slice(0, count).sort((a, b) => inOrder(b, a));
  // Sorted from the worst on, the first ones are a heap already.
  for (const id of ids.subarray(count)) {
    if (count === 0 || inOrder(id, kept[0]!) > 0) continue;
    kept[0] = id;
    siftDown(kept, inOrder);
  }
  return kept.sort(inOrder);
}

/** Moves the top of a heap down to where nothing below it is later in order. */
function siftDown(heap: Uint32Array, inOrder: (a: number, b: number) => number): void {
  let parent = 0;
  for (;;) {
    let child = 2 * parent + 1;
    if (child >= heap.length) return;
    if (child + 1 < heap.length && inOrder(heap[child + 1]!, heap[child]!) > 0) child++;
    if (inOrder(heap[child]!, heap[parent]!) <= 0) return;
    [heap[parent], heap[child]] = [heap[child]!, heap[parent]!];
    parent = child;
  }
}
