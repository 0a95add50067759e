import MiniSearch from "minisearch";
import { type Token, tokenize } from "./analysis";
import { type Posting, Postings } from "./postings";

/** Words that MiniSearch may hold postings of before they are moved: it takes ten times as much memory for each as `Postings`. */
const MOST_HELD = 2 ** 18;

/**
 * MiniSearch as the inverted index of one segment: its index of words is kept as it is, and opened to our own ranking.
 *
 * `MiniSearch.search` makes an object for every document that any word matched, with the words that matched it, and sorts
 * them all: 64 ms for two rather rare words and 392 ms for two of the commonest in 100,000 passages. Walking the
 * postings in arrays of numbers takes a few milliseconds, and lets inflections, spellings and scripts count as one word.
 *
 * This is the only file that knows what MiniSearch keeps protected: `_index`, a `SearchableMap` from each word to its fields, and
 * from each field to how often each document has the word, with documents numbered from 0 as they are added; and what it notes of each
 * document. A test compares that with what MiniSearch documents, so a version that changes it is noticed. See
 * docs/decisions/0002-minisearch-postings.md.
 */
export class WordIndex extends MiniSearch<{ id: number; text: string }> {
  private readonly postings = new Postings();
  /** Words that were put in since postings were moved last. */
  private held = 0;

  /**
   * Indexes the next document. Documents are numbered from 0 in the order in which they are put in.
   *
   * @returns its tokens in order
   */
  readonly put: (text: string) => readonly Token[];

  /** @param numberOf the number of a word of a document that was put in */
  constructor(private readonly numberOf: (word: string) => number | undefined) {
    let tokens: readonly Token[] = [];
    super({
      fields: ["text"],
      tokenize: (text) => {
        tokens = tokenize(text);
        return tokens.map(({ word }) => word);
      },
      // They are normalised.
      processTerm: (word) => word,
    });
    this.put = (text) => {
      this.add({ id: this.documentCount, text });
      this.held += tokens.length;
      return tokens;
    };
  }

  /** Whether `move` should be called before the next document is put in. */
  get isFull(): boolean {
    return this.held >= MOST_HELD;
  }

  /** Moves the postings out of MiniSearch, which has a `Map` of them for each word. */
  move(): void {
    this.postings.append(this.heldPostings());
    this.held = 0;
  }

  /** Files the postings when all documents are in. After that, MiniSearch knows the words and nothing of the documents. */
  file(): void {
    this.move();
    this.postings.file();
    const none = new Map();
    for (const word of this._index.keys()) this._index.set(word, none);
    for (const books of [this._documentIds, this._idToShortId, this._fieldLength, this._storedFields]) books.clear();
  }

  /** Calls `visit` for each document that has the word of this number, ascending, with how often it does. */
  eachPosting(number: number, visit: (document: number, frequency: number) => void): void {
    this.postings.each(number, visit);
  }

  /** The documents that have the word of this number, ascending. */
  documentsWith(number: number): Uint32Array {
    return this.postings.documents(number);
  }

  /** The words within a Levenshtein distance; there a swap of neighbours counts as two edits. */
  wordsNear(word: string, distance: number): Iterable<string> {
    return this._index.fuzzyGet(word, distance).keys();
  }

  private *heldPostings(): Generator<Posting> {
    for (const [word, fields] of this._index) {
      const number = this.numberOf(word);
      // One field, so one entry.
      for (const [document, frequency] of fields.values().next().value ?? []) {
        if (number !== undefined) yield { word: number, document, frequency };
      }
      fields.clear();
    }
  }
}
