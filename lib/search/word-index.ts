import MiniSearch from "minisearch";

const NO_POSTINGS: ReadonlyMap<number, number> = new Map();

/** MiniSearch splits a field again; no word contains a space. */
const WORD_SEPARATOR = " ";

/**
 * MiniSearch as the inverted index of one segment: its index of words is kept as it is, and opened to our own ranking.
 *
 * `MiniSearch.search` makes an object for every document that any word matched, with the words that matched it, and sorts
 * them all: 64 ms for two rather rare words and 392 ms for two of the commonest in 100,000 passages. Walking the same
 * postings into arrays of numbers takes a few milliseconds, and lets inflections, spellings and scripts count as one word.
 */
export class WordIndex extends MiniSearch<{ id: number; words: string }> {
  /** By the number of the word: walking MiniSearch's tree of words to its postings costs more than walking most of them. */
  private byNumber: ReadonlyMap<number, number>[] = [];

  constructor() {
    super({
      fields: ["words"],
      tokenize: (words) => words.split(WORD_SEPARATOR),
      processTerm: (word) => (word === "" ? null : word),
    });
  }

  /**
   * Indexes the next document. Documents are numbered from 0 in the order in which they are put in.
   *
   * @param words normalised words in order
   */
  put(words: readonly string[]): void {
    this.add({ id: this.documentCount, words: words.join(WORD_SEPARATOR) });
  }

  /**
   * Files the postings when all documents are in.
   *
   * @param numberOf the number of a word
   */
  file(numberOf: (word: string) => number | undefined): void {
    for (const [word, fields] of this._index) {
      const number = numberOf(word);
      // One field, so one entry.
      if (number !== undefined) this.byNumber[number] = fields.values().next().value ?? NO_POSTINGS;
    }
  }

  /** How often the word of this number occurs in each document that has it, by number. */
  postings(number: number): ReadonlyMap<number, number> {
    return this.byNumber[number] ?? NO_POSTINGS;
  }

  /** The words within a Levenshtein distance; there a swap of neighbours counts as two edits. */
  wordsNear(word: string, distance: number): Iterable<string> {
    return this._index.fuzzyGet(word, distance).keys();
  }
}
