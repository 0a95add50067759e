/** The number of times a word occurs in a document. Words and documents are identified by number. */
export interface Posting {
  word: number;
  document: number;
  frequency: number;
}

/**
 * The postings of one word: parts of two arrays, with the same indexes. Callers loop over them, because calling a
 * function for each posting takes longer than scoring it.
 */
export interface PostingRange {
  documents: Uint32Array;
  frequencies: Uint32Array;
  from: number;
  to: number;
}

/** Postings in column layout. */
interface Rows {
  words: Uint32Array;
  documents: Uint32Array;
  frequencies: Uint32Array;
  length: number;
}

/**
 * Maps words to documents. A posting takes eight bytes outside the JavaScript heap; in a `Map`, it would take about
 * forty bytes of heap.
 */
export class Postings {
  /** Appended postings that are not sorted yet, in the order in which they were added. */
  private parts: Rows[] = [];
  /** Start index of each word's postings, plus the end of the last. */
  private starts = new Uint32Array(1);
  private allDocuments = new Uint32Array();
  private frequencies = new Uint32Array();

  /**
   * @param postings for each word, in ascending order of document number; all numbers must be higher than those already
   *   appended
   */
  append(postings: Iterable<Posting>): void {
    let part: Rows = roomFor(1024);
    for (const { word, document, frequency } of postings) {
      if (part.length === part.words.length) part = widened(part);
      part.words[part.length] = word;
      part.documents[part.length] = document;
      part.frequencies[part.length] = frequency;
      part.length += 1;
    }
    this.parts.push(part);
  }

  /** Sorts appended postings by word. Until then, they can't be found. */
  file(): void {
    let [words, size] = [0, 0];
    for (const part of this.parts) {
      size += part.length;
      for (let place = 0; place < part.length; place++) words = Math.max(words, part.words[place]! + 1);
    }
    const starts = new Uint32Array(words + 1);
    for (const part of this.parts) {
      for (let place = 0; place < part.length; place++) starts[part.words[place]! + 1]! += 1;
    }
    for (let word = 0; word < words; word++) starts[word + 1]! += starts[word]!;
    const ends = starts.slice();
    const [documents, frequencies] = [new Uint32Array(size), new Uint32Array(size)];
    for (const part of this.parts) {
      for (let place = 0; place < part.length; place++) {
        const to = ends[part.words[place]!]!++;
        documents[to] = part.documents[place]!;
        frequencies[to] = part.frequencies[place]!;
      }
    }
    this.parts = [];
    this.starts = starts;
    this.allDocuments = documents;
    this.frequencies = frequencies;
  }

  /** The postings of a word, in ascending order of document number. */
  range(word: number): PostingRange {
    const { allDocuments: documents, frequencies, starts } = this;
    return { documents, frequencies, from: starts[word] ?? 0, to: starts[word + 1] ?? 0 };
  }

  /** The documents that contain a word, ascending. */
  documents(word: number): Uint32Array {
    return this.allDocuments.subarray(this.starts[word] ?? 0, this.starts[word + 1] ?? 0);
  }
}

/** Binary search in an ascending array. */
export function includesSorted(row: Uint32Array, wanted: number): boolean {
  let low = 0;
  let high = row.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (row[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return row[low] === wanted;
}

function roomFor(count: number): Rows {
  return {
    words: new Uint32Array(count),
    documents: new Uint32Array(count),
    frequencies: new Uint32Array(count),
    length: 0,
  };
}

function widened(rows: Rows): Rows {
  const wider = roomFor(rows.words.length * 2);
  wider.words.set(rows.words);
  wider.documents.set(rows.documents);
  wider.frequencies.set(rows.frequencies);
  wider.length = rows.length;
  return wider;
}
