import type { SearchDocument } from "./documents";
import type { Term } from "./expansion";
import { Lexicon } from "./lexicon";
import { matchedRanges, type Range } from "./marks";
import { documentsWithPhrase, type Phrase, patternIn } from "./phrase-lookup";
import type { Segment } from "./segment";
import { wordsOfSegment } from "./segment-words";

/** A source at kremlin.ru says less of the Kremlin than a sentence with its name. The value is judgement. */
const ADDRESS_WEIGHT = 0.2;

/** What is to be marked in a passage. */
export interface Marks {
  words: ReadonlySet<string>;
  phrases: readonly Phrase[];
}

/** What is known of a library of which a collection holds only the documents that are to be ranked. */
export interface LibraryStatistics {
  lexicon: Lexicon;
  /** How many documents there are. */
  size: number;
  /** Words of the average document. */
  averageLength: number;
  /** In how many documents any word or phrase of a term occurs; undefined where the collection holds all that have one. */
  documentsWith(term: Term): number | undefined;
  /** How often the words of a stem occur, and in how many documents each of them, added up; undefined where that is not known. */
  stem(stem: string): { occurrences: number; documents: number } | undefined;
}

/**
 * Several segments as one: documents are numbered through, so that ties are broken by the order of segments and, in each, by
 * reading order.
 */
export class Collection {
  readonly lexicon: Lexicon;
  /** How many documents it holds. */
  readonly size: number;
  /** Documents of the library. */
  readonly librarySize: number;
  /** Words of the average document of the library. */
  readonly averageLength: number;
  /** How many words each document has, by number. */
  readonly lengths: Uint32Array;
  /** How much what each document says counts, by number. */
  readonly weights: Float32Array;
  /** For each document the first of its segment that is like it, by number; see `Segment.models`. */
  readonly models: Uint32Array;
  /** Whether another document of its report has the same text, by number. */
  readonly twins: Uint8Array;
  /** Number of the first document of each segment. */
  private readonly bases: readonly number[];

  /** @param library what the documents are part of; null where they are all that there is */
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
   * The words of a document in order: those from one place of the row to before another, in the segment of this number, whose
   * vocabulary numbers them. (To make a view of them takes longer than to look at most of them.)
   */
  wordsOf(id: number): { segment: number; words: Uint32Array; from: number; to: number } {
    const { number: segment, local } = this.locate(id);
    const { words, starts } = this.segments[segment]!;
    return { segment, words, from: starts[local]!, to: starts[local + 1]! };
  }

  /** The telling stems of a document: those from one place of the row of this segment to before another. */
  stemsOf(id: number): { segment: number; stems: Uint32Array; from: number; to: number } {
    const { number: segment, local } = this.locate(id);
    const { stems, stemStarts } = this.segments[segment]!;
    return { segment, stems, from: stemStarts[local]!, to: stemStarts[local + 1]! };
  }

  /** Calls `visit` for every document that has a word, with how often the word occurs there; in web addresses it counts less. */
  eachPosting(word: string, visit: (id: number, frequency: number) => void): void {
    this.segments.forEach(({ index, vocabulary }, number) => {
      const wordId = vocabulary.idOf(word);
      if (wordId === undefined) return;
      const base = this.bases[number]!;
      const inAddresses = vocabulary.addressesWith(word);
      index.eachPosting(wordId, (local, frequency) => {
        const addresses = inAddresses?.get(local) ?? 0;
        visit(base + local, frequency - (1 - ADDRESS_WEIGHT) * addresses);
      });
    });
  }

  /** The numbers of the documents that have a phrase, ascending. */
  withPhrase(phrase: Phrase): number[] {
    return this.segments.flatMap((segment, number) => {
      const base = this.bases[number]!;
      return Array.from(documentsWithPhrase(segment, phrase), (local) => base + local).sort((a, b) => a - b);
    });
  }

  /** Finds the spans that are to be marked in the texts of documents. */
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
   * Sorts documents as they stand in the reports; the notes on a passage come after its block.
   *
   * @returns places in `ids`
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

  /** The segment of a document, and its number in it. */
  locate(id: number): { number: number; local: number } {
    let number = this.segments.length - 1;
    while (this.bases[number]! > id) number--;
    return { number, local: id - this.bases[number]! };
  }
}
