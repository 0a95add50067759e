import { tokenEnd, withoutPossessive } from "./analysis";
import { documentWeight } from "./document-weight";
import type { SearchDocument } from "./documents";
import { type Morphology, morphologyOf } from "./stemming";
import { isStopWord } from "./stop-words";
import { Vocabulary } from "./vocabulary";
import { WordIndex } from "./word-index";

/**
 * Documents prepared for searching. Creating a segment is expensive, but creating an engine from several is cheap, so
 * one person's notes can be combined with the reports that everyone shares.
 */
export interface Segment {
  /** The documents in reading order, which breaks ties in the ranking. */
  documents: readonly SearchDocument[];
  index: WordIndex;
  vocabulary: Vocabulary;
  /** The words of all documents, concatenated, as vocabulary numbers. They take four bytes per word. */
  words: Uint32Array;
  /** UTF-16 offset of each word in the text of its document. */
  offsets: Uint32Array;
  /** Start index in `words` of each document, plus the end of the last. */
  starts: Uint32Array;
  /**
   * The significant stems of all documents, concatenated and unique within each document. Each entry packs the number
   * of the stem's family in the vocabulary and, in the last `FREQUENCY_BITS` bits, the stem's frequency in the
   * document.
   */
  stems: Uint32Array;
  /** Start index in `stems` of each document, plus the end of the last. */
  stemStarts: Uint32Array;
  /** The weight of each document (`documentWeight`). */
  weights: Float32Array;
  /**
   * For each document, the first equivalent one, which has the same report, section, kind and language. A note is
   * equivalent only to itself. Filters can be evaluated once per model rather than once per document.
   */
  models: Uint32Array;
  /** The stemming rules for the words of each document. */
  morphologies: readonly Morphology[];
  /** For each document, 1 if its text occurs again in the report. */
  twins: Uint8Array;
}

/** Leaves 24 bits for 16 million stems. Frequencies above the maximum add no information. */
export const FREQUENCY_BITS = 8;
export const MOST_FREQUENT = 2 ** FREQUENCY_BITS - 1;

export const KINDS: readonly SearchDocument["kind"][] = [
  "heading",
  "paragraph",
  "list-item",
  "table-row",
  "caption",
  "footnote",
  "note",
  "figure",
];

/**
 * Analyses and indexes documents.
 *
 * @param documents in reading order; they are kept, so they must not change
 */
export function createSegment(documents: readonly SearchDocument[]): Segment {
  const steps = segmentSteps(documents);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Number of documents analysed per step. A step takes a few milliseconds. */
const STEP = 100;

/**
 * `createSegment` in steps. A large library takes minutes, so the caller can do other work in between.
 *
 * @yields the number of documents analysed
 */
export function* segmentSteps(documents: readonly SearchDocument[]): Generator<number, Segment> {
  const vocabulary = new Vocabulary();
  const index = new WordIndex((word) => vocabulary.idOf(word));
  const starts = new Uint32Array(documents.length + 1);
  let words = new Uint32Array(1024);
  let offsets = new Uint32Array(1024);
  let count = 0;
  const morphologies: Morphology[] = [];
  for (const [number, { text, language }] of documents.entries()) {
    const tokens = index.put(text);
    const morphology = morphologyOf(language, text);
    morphologies.push(morphology);
    const ids = vocabulary.add(tokens, text, count, morphology);
    words = withRoom(words, count + ids.length);
    offsets = withRoom(offsets, count + ids.length);
    words.set(ids, count);
    tokens.forEach(({ start }, place) => {
      offsets[count + place] = start;
    });
    count += ids.length;
    starts[number + 1] = count;
    if (index.isFull) {
      index.move();
      yield number + 1;
    }
    if (number % STEP === STEP - 1) yield number + 1;
  }
  vocabulary.file();
  yield documents.length;
  index.file();
  yield documents.length;
  words = words.slice(0, count);
  return {
    documents,
    index,
    vocabulary,
    words,
    ...stemsOf(words, starts, vocabulary, morphologies),
    offsets: offsets.slice(0, count),
    starts,
    weights: Float32Array.from(documents, documentWeight),
    models: modelsOf(documents),
    morphologies,
    twins: twinsOf(documents),
  };
}

function stemsOf(
  words: Uint32Array,
  starts: Uint32Array,
  vocabulary: Vocabulary,
  morphologies: readonly Morphology[],
): Pick<Segment, "stems" | "stemStarts"> {
  const families = vocabulary.families();
  const familiesIn = new Map([...new Set(morphologies)].map((each) => [each, vocabulary.familyNumbers(each)]));
  // A stem can be shared by a stop word and other words. Which of them occurs first must not matter, because PostgreSQL
  // reads only a part of the library.
  const isStop = Uint8Array.from({ length: vocabulary.size }, (_, id) => (isStopWord(vocabulary.wordOf(id)) ? 1 : 0));
  /** Frequency of each stem in a document; all 0 between documents. */
  const tally = new Uint16Array(families.length);
  const stems = new Uint32Array(words.length);
  const stemStarts = new Uint32Array(starts.length);
  let count = 0;
  for (let document = 0; document + 1 < starts.length; document++) {
    const first = count;
    const familyOf = familiesIn.get(morphologies[document]!)!;
    for (let place = starts[document]!; place < starts[document + 1]!; place++) {
      const stem = familyOf[words[place]!]!;
      if (isStop[words[place]!] === 1 || !families[stem]!.isTelling) continue;
      if (tally[stem] === 0) stems[count++] = stem;
      tally[stem]! += 1;
    }
    for (let place = first; place < count; place++) {
      const stem = stems[place]!;
      stems[place] = (stem << FREQUENCY_BITS) | Math.min(tally[stem]!, MOST_FREQUENT);
      tally[stem] = 0;
    }
    stemStarts[document + 1] = count;
  }
  return { stems: stems.slice(0, count), stemStarts };
}

function twinsOf(documents: readonly SearchDocument[]): Uint8Array {
  const twins = new Uint8Array(documents.length);
  let firsts = new Map<string, number>();
  let inReport: string | undefined;
  // Within a segment, the documents of each report are contiguous.
  for (const [number, { report, text, note }] of documents.entries()) {
    if (report !== inReport) firsts = new Map();
    inReport = report;
    const first = firsts.get(text);
    if (note) continue;
    if (first === undefined) firsts.set(text, number);
    else twins[number] = twins[first] = 1;
  }
  return twins;
}

function modelsOf(documents: readonly SearchDocument[]): Uint32Array {
  const models = new Map<string, number>();
  return Uint32Array.from(documents, ({ report, section, kind, language, note }, number) => {
    if (note) return number;
    const like = JSON.stringify([report, section?.slug, kind, language]);
    const model = models.get(like) ?? number;
    models.set(like, model);
    return model;
  });
}

function withRoom(numbers: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  if (length <= numbers.length) return numbers;
  const larger = new Uint32Array(Math.max(length, numbers.length * 2));
  larger.set(numbers);
  return larger;
}

/** A word as printed in the documents, with its capital letters; undefined if no document contains it. */
export function printedForm({ documents, vocabulary, starts, offsets }: Segment, word: string): string | undefined {
  const place = vocabulary.printedAt(word);
  if (place === undefined) return undefined;
  const { text } = documents[documentAt(starts, place)]!;
  const start = offsets[place]!;
  return withoutPossessive(text.slice(start, tokenEnd(text, start)));
}

/**
 * Binary search for the document that contains a position in `words`, that is, the last document that starts at or
 * before it.
 */
function documentAt(starts: Uint32Array, place: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (starts[middle]! <= place) low = middle;
    else high = middle;
  }
  return low;
}
