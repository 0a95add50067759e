import type { SearchDocument } from "./documents";
import type { Term } from "./expansion";
import { Lexicon } from "./lexicon";
import { matchedRanges, type Range } from "./marks";
import { documentsWithPhrase, type Phrase, patternIn } from "./phrase-lookup";
import type { Segment } from "./segment";
import { wordsOfSegment } from "./segment-words";

/**
 * A source at kremlin.ru is less relevant to "Kremlin" than a sentence that contains the name. This value is a
 * judgement, not a measurement.
 */
const ADDRESS_WEIGHT = 0.2;

/** The matches to mark in a passage. */
export interface Marks {
  words: ReadonlySet<string>;
  phrases: readonly Phrase[];
}

/** Statistics of the whole library, for a collection that holds only the documents to rank. */
export interface LibraryStatistics {
  lexicon: Lexicon;
  /** Number of documents. */
  size: number;
  /** Average document length in words. */
  averageLength: number;
  /**
   * Number of documents that contain any word or phrase of a term; undefined if the collection itself holds all
   * documents.
   */
  documentsWith(term: Term): number | undefined;
  /**
   * The total number of occurrences of the words with a stem, and the sum of their document frequencies; undefined if
   * unknown.
   */
  stem(stem: string): { occurrences: number; documents: number } | undefined;
}

/**
 * Combines several segments into one. Documents are numbered consecutively across segments, so ties are broken by
 * segment order, then by reading order.
 */
export class Collection {
  readonly lexicon: Lexicon;
  /** Number of documents in the collection. */
  readonly size: number;
  /** Number of documents in the library. */
  readonly librarySize: number;
  /** Average document length in the library, in words. */
  readonly averageLength: number;
  /** Length of each document in words, by document number. */
  readonly lengths: Uint32Array;
  /** Weight of each document, by document number. */
  readonly weights: Float32Array;
  /** For each document, the number of the first equivalent document in its segment; see `Segment.models`. */
  readonly models: Uint32Array;
  /** For each document, 1 if another document of the same report has the same text. */
  readonly twins: Uint8Array;
  /** Number of the first document of each segment. */
  private readonly bases: readonly number[];

  /** @param library statistics of the library that contains the documents; null if they are the whole library */
  constructor(
    readonly segments: readonly Segment[],
    readonly library: LibraryStatistics | null = null,
  ) {
    this.lexicon = library?.lexicon ?? new Lexicon(segments.map(wordsOfSegment));
    const bases: number[] = [];
    let size = 0;
    let words = 0;
    for (const segment of segments) {
      bases.push(size);
      size += segment.documents.length;
      words += segment.words.length;
    }
    this.bases = bases;
    this.size = size;
    this.librarySize = library?.size ?? size;
    this.averageLength = library?.averageLength ?? words / Math.max(size, 1);
    this.lengths = new Uint32Array(size);
    this.weights = new Float32Array(size);
    this.models = new Uint32Array(size);
    this.twins = new Uint8Array(size);
    segments.forEach(({ starts, weights, models, twins }, number) => {
      const base = bases[number]!;
      this.weights.set(weights, base);
      this.twins.set(twins, base);
      for (let local = 0; local < weights.length; local++) {
        this.models[base + local] = base + models[local]!;
        this.lengths[base + local] = starts[local + 1]! - starts[local]!;
      }
    });
  }

  document(id: number): SearchDocument {
    const { number, local } = this.locate(id);
    return this.segments[number]!.documents[local]!;
  }

  /**
   * The words of a document in order: a slice of the segment's word array, as word numbers in that segment's
   * vocabulary. Returns its bounds rather than a subarray, because creating a view takes longer than reading the words
   * of most documents.
   */
  wordsOf(id: number): { segment: number; words: Uint32Array; from: number; to: number } {
    const { number: segment, local } = this.locate(id);
    const { words, starts } = this.segments[segment]!;
    return { segment, words, from: starts[local]!, to: starts[local + 1]! };
  }

  /** The significant stems of a document, as a slice of its segment's array. */
  stemsOf(id: number): { segment: number; stems: Uint32Array; from: number; to: number } {
    const { number: segment, local } = this.locate(id);
    const { stems, stemStarts } = this.segments[segment]!;
    return { segment, stems, from: stemStarts[local]!, to: stemStarts[local + 1]! };
  }

  /**
   * Calls `visit` for each document that contains a word, with the word's frequency in the document. Occurrences in
   * URLs count less.
   */
  eachPosting(word: string, visit: (id: number, frequency: number) => void): void {
    for (let number = 0; number < this.segments.length; number++) {
      const { index, vocabulary } = this.segments[number]!;
      const wordId = vocabulary.idOf(word);
      if (wordId === undefined) continue;
      const base = this.bases[number]!;
      const inAddresses = vocabulary.addressesWith(word);
      const { documents, frequencies, from, to } = index.postingsOf(wordId);
      for (let place = from; place < to; place++) {
        const local = documents[place]!;
        const addresses = inAddresses?.get(local) ?? 0;
        visit(base + local, frequencies[place]! - (1 - ADDRESS_WEIGHT) * addresses);
      }
    }
  }

  /** Numbers of the documents that contain a phrase, ascending. */
  withPhrase(phrase: Phrase): number[] {
    return this.segments.flatMap((segment, number) => {
      const base = this.bases[number]!;
      return Array.from(documentsWithPhrase(segment, phrase), (local) => base + local).sort((a, b) => a - b);
    });
  }

  /** Returns a function that finds the ranges to mark in a document. */
  marker(marks: Marks): (id: number) => Range[] {
    const bySegment = this.segments.map(({ vocabulary, ...segment }) => ({
      words: new Set([...marks.words].flatMap((word) => vocabulary.idOf(word) ?? [])),
      phrases: marks.phrases.map((phrase) => patternIn({ vocabulary, ...segment }, phrase)),
    }));
    return (id) => {
      const { number, local } = this.locate(id);
      const { documents, words, offsets, starts } = this.segments[number]!;
      const [from, to] = [starts[local]!, starts[local + 1]!];
      const found = bySegment[number]!;
      return matchedRanges(
        documents[local]!.text,
        words.subarray(from, to),
        offsets.subarray(from, to),
        found.words,
        found.phrases,
      );
    };
  }

  /**
   * Sorts documents by reading order; notes on a passage come after its block.
   *
   * @returns indexes into `ids`
   */
  readingOrder(ids: Uint32Array): Uint32Array {
    const places = Uint32Array.from(ids.keys());
    if (this.segments.length === 1) return places;
    const reports = new Map<string, number>();
    for (const { documents } of this.segments) {
      for (const { report } of documents) if (!reports.has(report)) reports.set(report, reports.size);
    }
    return places.sort((a, b) => {
      const [first, second] = [this.document(ids[a]!), this.document(ids[b]!)];
      const byReport = reports.get(first.report)! - reports.get(second.report)!;
      return byReport || first.start - second.start || a - b;
    });
  }

  /** The segment of a document, and the document's number within it. */
  locate(id: number): { number: number; local: number } {
    let number = this.segments.length - 1;
    while (this.bases[number]! > id) number--;
    return { number, local: id - this.bases[number]! };
  }
}
