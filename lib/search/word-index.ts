import MiniSearch from "minisearch";
import { type Token, tokenize } from "./analysis";
import { type Posting, type PostingRange, Postings } from "./postings";

/**
 * Maximum number of words for which MiniSearch holds postings. It takes ten times as much memory per posting as
 * `Postings`.
 */
const MOST_HELD = 2 ** 18;

/**
 * MiniSearch as the inverted index of one segment. We use its word index as is, but our own ranking.
 *
 * `MiniSearch.search` creates an object for every document matched by any word and sorts them all: 64 ms for two rather
 * rare words, and 392 ms for two of the most frequent ones, in 100,000 passages. Iterating over postings in typed
 * arrays takes a few milliseconds, and lets inflections, spellings and scripts be ranked as one word.
 *
 * This is the only file that accesses MiniSearch's protected members. `_index` is a `SearchableMap` from each word to
 * its fields, and from each field to the word's frequency per document, with documents numbered from 0 in the order
 * added. The other members hold data about documents. A test compares them with MiniSearch's documentation, which would
 * reveal an incompatible version. See docs/decisions/0002-minisearch-postings.md.
 */
export class WordIndex extends MiniSearch<{ id: number; text: string }> {
  private readonly postings = new Postings();
  /** Number of words added since postings were last moved out of MiniSearch. */
  private held = 0;

  /**
   * Indexes the next document. Documents are numbered from 0 in the order added.
   *
   * @returns its tokens in order
   */
  readonly put: (text: string) => readonly Token[];

  /** @param numberOf returns the vocabulary number of a word in a document that has been added */
  constructor(private readonly numberOf: (word: string) => number | undefined) {
    let tokens: readonly Token[] = [];
    super({
      fields: ["text"],
      tokenize: (text) => {
        tokens = tokenize(text);
        return tokens.map(({ word }) => word);
      },
      // The words are already normalized.
      processTerm: (word) => word,
    });
    this.put = (text) => {
      this.add({ id: this.documentCount, text });
      this.held += tokens.length;
      return tokens;
    };
  }

  /** Whether `move` should be called before the next document is added. */
  get isFull(): boolean {
    return this.held >= MOST_HELD;
  }

  /** Moves the postings out of MiniSearch, which has a `Map` of postings for each word. */
  move(): void {
    this.postings.append(this.heldPostings());
    this.held = 0;
  }

  /** Sorts the postings after all documents have been added. MiniSearch then keeps nothing. */
  file(): void {
    this.move();
    this.postings.file();
    this._index.clear();
    for (const books of [this._documentIds, this._idToShortId, this._fieldLength, this._storedFields]) books.clear();
  }

  /** The documents that contain this word, ascending, with the word's frequency in each. */
  postingsOf(number: number): PostingRange {
    return this.postings.range(number);
  }

  /** The documents that contain this word, ascending. */
  documentsWith(number: number): Uint32Array {
    return this.postings.documents(number);
  }

  private *heldPostings(): Generator<Posting> {
    for (const [word, fields] of this._index) {
      const number = this.numberOf(word);
      // There is only one field, so there is only one entry.
      for (const [document, frequency] of fields.values().next().value ?? []) {
        if (number !== undefined) yield { word: number, document, frequency };
      }
      fields.clear();
    }
  }
}
