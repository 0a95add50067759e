import type { Collection } from "./collection";
import type { Term } from "./expansion";
import { type FilterContext, failuresOf, type SignedFilter } from "./filters";
import type { SetAlgebra } from "./matching";
import type { Phrase } from "./phrase-lookup";

/**
 * A set of documents. Each byte belongs to a document number, and is 1 if that document is in the set. Its length is
 * padded with 0 to a multiple of 4. Sets are shared, so only the creator of a set may change it.
 */
export type DocumentSet = Uint8Array<ArrayBuffer>;

/** Sets of documents in a collection. */
export class DocumentSets implements SetAlgebra<DocumentSet> {
  constructor(
    private readonly collection: Collection,
    private readonly context: FilterContext,
  ) {}

  withPhrase(phrase: Phrase): DocumentSet {
    return add(this.nothing(), this.collection.withPhrase(phrase));
  }

  withTerms(terms: readonly Term[]): DocumentSet {
    const set = this.nothing();
    for (const { words, phrases } of terms) {
      for (const form of words) this.collection.eachPosting(form, (id) => (set[id] = 1));
      for (const phrase of phrases) add(set, this.collection.withPhrase({ words: phrase, typing: false }));
    }
    return set;
  }

  union(sets: readonly DocumentSet[]): DocumentSet {
    const [only, ...others] = sets;
    if (only && others.length === 0) return only;
    const result = this.nothing();
    for (const set of sets) unite(result, set);
    return result;
  }

  narrowed(
    within: readonly DocumentSet[],
    without: readonly DocumentSet[],
    filters: readonly SignedFilter[],
  ): DocumentSet {
    const [first, ...others] = within;
    if (first && others.length + without.length + filters.length === 0) return first;
    const result = first ? first.slice() : everything(this.collection.size);
    for (const set of others) retain(result, set);
    for (const set of without) remove(result, set);
    if (filters.length > 0) {
      const failures = failuresOf(filters, this.collection, this.context);
      for (let id = 0; id < result.length; id++) {
        if (result[id] === 1 && failures(id).length > 0) result[id] = 0;
      }
    }
    return result;
  }

  private nothing(): DocumentSet {
    return roomFor(this.collection.size);
  }
}

/** The set of all documents. */
export function everything(size: number): DocumentSet {
  return roomFor(size).fill(1, 0, size);
}

function add(set: DocumentSet, ids: readonly number[]): DocumentSet {
  for (const id of ids) set[id] = 1;
  return set;
}

function roomFor(size: number): DocumentSet {
  return new Uint8Array(Math.ceil(size / 4) * 4);
}

// Works on four documents at a time, because a query can combine hundreds of sets.

function retain(set: DocumentSet, others: DocumentSet): void {
  const [mine, theirs] = [new Uint32Array(set.buffer), new Uint32Array(others.buffer)];
  for (let place = 0; place < mine.length; place++) mine[place]! &= theirs[place]!;
}

function remove(set: DocumentSet, others: DocumentSet): void {
  const [mine, theirs] = [new Uint32Array(set.buffer), new Uint32Array(others.buffer)];
  for (let place = 0; place < mine.length; place++) mine[place]! &= ~theirs[place]!;
}

function unite(set: DocumentSet, others: DocumentSet): void {
  const [mine, theirs] = [new Uint32Array(set.buffer), new Uint32Array(others.buffer)];
  for (let place = 0; place < mine.length; place++) mine[place]! |= theirs[place]!;
}
