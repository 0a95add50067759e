import type { Collection } from "./collection";
import { includesSorted } from "./postings";
import { BM25, idfOf, normOf, type Scored } from "./ranking";

/**
 * Proximity: passages in which words of the query stand side by side, in its order, come before those that have them apart. "11 May
 * 2016" and "New York" name something, and few readers type the quotes. A pair of words counts like a word as rare as the
 * commoner of the two. On Cranfield, queries with odd ids, weights from .4 to .7 gain up to .004 nDCG@10; pairs with a word
 * between them would gain more on long queries and lose on those of three words.
 */
const WEIGHT = 0.7;
/** More words than that are a pasted page, which has no order to look for. */
const LONGEST_SEQUENCE = 64;

/** To look up which documents have words costs less than to read them, as long as the words are so many at most. */
const MOST_LOOKED_UP = 24;

type Holders = readonly (readonly (readonly Uint32Array[])[])[];

/** Raises scores by proximity. One is kept for a collection, since it holds room for the words of each segment. */
export class Proximity {
  /** For each segment and word: its place in the query, from 1; all 0 between two queries. */
  private readonly places: readonly Uint8Array[];

  /** How often each pair, by the place of its first word, occurs in a document; all 0 between two documents. */
  private readonly frequencies = new Uint32Array(LONGEST_SEQUENCE);

  constructor(private readonly collection: Collection) {
    this.places = collection.segments.map(({ vocabulary }) => new Uint8Array(vocabulary.size));
  }

  /**
   * @param hits the places in `scored` of those whose scores are raised
   * @param sequence for each word of the query, in order, the words that it stands for
   */
  add(scored: Scored, hits: Uint32Array, sequence: readonly (readonly string[])[]): void {
    if (sequence.length < 2 || sequence.length > LONGEST_SEQUENCE) return;
    const ids = sequence.map((words) => this.numbers(words));
    const holders = sequence.flat().length > MOST_LOOKED_UP ? null : this.holders(ids);
    ids.forEach((bySegment, index) => {
      this.write(bySegment, index + 1);
    });
    const idf = sequence.map((words) => this.idf(words));
    const pairs = idf.slice(1).map((second, index) => Math.min(idf[index]!, second));
    for (const hit of hits) {
      const id = scored.ids[hit]!;
      if (holders === null || this.holdsPair(id, holders)) scored.scores[hit]! += WEIGHT * this.pairsIn(id, pairs);
    }
    for (const bySegment of ids) this.write(bySegment, 0);
  }

  /** What the pairs of neighbours in a document say, each of which says so much. */
  private pairsIn(id: number, pairs: readonly number[]): number {
    const { segment, words, from, to } = this.collection.wordsOf(id);
    const places = this.places[segment]!;
    const norm = normOf(to - from, this.collection.averageLength);
    let found = 0;
    let previous = 0;
    for (let index = from; index < to; index++) {
      const place = places[words[index]!]!;
      if (place > 1 && place === previous + 1) {
        this.frequencies[previous]! += 1;
        found += 1;
      }
      previous = place;
    }
    let sum = 0;
    for (let pair = 1; found > 0 && pair <= pairs.length; pair++) {
      const frequency = this.frequencies[pair]!;
      this.frequencies[pair] = 0;
      found -= frequency;
      sum += (pairs[pair - 1]! * frequency * (BM25.k + 1)) / (frequency + norm);
    }
    return sum;
  }

  /** For each segment and word of the query: the documents that have it, for each of the words that it stands for. */
  private holders(ids: readonly number[][][]): Holders {
    return this.collection.segments.map(({ index }, segment) =>
      ids.map((bySegment) => bySegment[segment]!.map((id) => index.documentsWith(id))),
    );
  }

  /** Whether a document has two neighbours of the query at all, wherever they stand in it. */
  private holdsPair(id: number, holders: Holders): boolean {
    const { number, local } = this.collection.locate(id);
    let previous = false;
    for (const postings of holders[number]!) {
      const holds = postings.some((documents) => includesSorted(documents, local));
      if (holds && previous) return true;
      previous = holds;
    }
    return false;
  }

  private idf(words: readonly string[]): number {
    const { lexicon, librarySize } = this.collection;
    const documents = words.reduce((sum, word) => sum + lexicon.frequency(word), 0);
    return idfOf(Math.min(documents, librarySize), librarySize);
  }

  private numbers(words: readonly string[]): number[][] {
    return this.collection.segments.map(({ vocabulary }) => words.flatMap((word) => vocabulary.idOf(word) ?? []));
  }

  private write(bySegment: readonly number[][], place: number): void {
    bySegment.forEach((ids, segment) => {
      for (const id of ids) this.places[segment]![id] = place;
    });
  }
}
