import { tokenize } from "./analysis";
import type { Collection } from "./collection";
import type { SequenceWord } from "./plan";
import { BM25, idfOf, normOf, type Scored } from "./ranking";
import { kazakhStem, morphologyOf, stem, stemIn } from "./stemming";
import { isStopWord } from "./stop-words";

/**
 * What BM25 cannot see, for the first hits: whether words of the query stand together, how much of the query a passage covers, and what
 * the titles above it say. The values were chosen together with those of ranking.ts, plan.ts, expansion.ts and feedback.ts by a random
 * search over nine sets of queries, leaving out one set at a time: docs/search-ranking.md, "How the values were chosen".
 */

/** What two neighbours of the query count that are neighbours in the passage too, stop words between them aside, as a word so rare. */
const SIDE_BY_SIDE = 0.3;
/** What they count in any order within so many words: sequential dependence (Metzler and Croft 2005, https://doi.org/10.1145/1076034.1076115). */
const NEAR = 0.15;
const WINDOW = 8;
/** How much more neighbours count that the query has in quotation marks, which are read as a preference. */
const QUOTED = 3;
/**
 * A passage that covers the whole query counts so much more than one that repeats a part of it: by the square of how much of the query's
 * information it has. It is applied last, so that what hits have in common cannot make up for it.
 */
const COVERAGE = 0.5;
/** What an occurrence in the title of its section counts beside one in the text: a field of BM25F (Robertson and Zaragoza 2009). */
const SECTION_TITLE = 2;
/** The same for titles further out, which more passages share. */
const OUTER_TITLE = 1;

/** More words than that are a pasted page, which has no order to look for. */
const LONGEST_SEQUENCE = 64;

/** Raises the scores of hits by how much of the query they cover. */
export function raiseByCoverage(scored: Scored, hits: Uint32Array, coverage: Float64Array): void {
  for (const [index, hit] of hits.entries()) scored.scores[hit]! *= 1 + COVERAGE * coverage[index]! ** 2;
}

/** A query, its words numbered from 1: those that stand for the same words have one number. */
interface Numbered {
  words: (readonly string[])[];
  idf: number[];
  pairs: Pair[];
  /** For each word the pairs that it is part of, and the other word. */
  partners: { other: number; pair: number }[][];
}

interface Pair {
  first: number;
  second: number;
  weight: number;
}

/** Raises the scores of first hits. One is kept for a collection, since it holds room for the words of each segment. */
export class Refiner {
  /** For each segment and word: its number in the query; all 0 between two queries. */
  private readonly places: readonly Uint8Array[];
  /** For each segment, which words are stop words. */
  private readonly stopWords: (Uint8Array | undefined)[] = [];
  /** For each model of a document (`Segment.models`), the stems of the titles above it, with what each counts. */
  private readonly titles = new Map<number, readonly (readonly [wordStem: string, weight: number])[]>();

  constructor(private readonly collection: Collection) {
    this.places = collection.segments.map(({ vocabulary }) => new Uint8Array(vocabulary.size));
  }

  /**
   * @param hits the places in `scored` of those whose scores are raised
   * @param sequence the words of the query, in order
   * @returns for each hit, how much of the query's information it has, from 0 to 1
   */
  add(scored: Scored, hits: Uint32Array, sequence: readonly SequenceWord[]): Float64Array {
    const coverage = new Float64Array(hits.length);
    const query = sequence.length > LONGEST_SEQUENCE ? null : this.numbered(sequence);
    if (!query || query.words.length === 0) return coverage;
    const stems = this.stemsOf(query);
    const ids = query.words.map((words) => this.numbersOf(words));
    ids.forEach((bySegment, index) => {
      this.write(bySegment, index + 1);
    });
    const counts = new Counts(query);
    const information = query.idf.reduce((sum, each) => sum + each, 0);
    for (const [index, hit] of hits.entries()) {
      const id = scored.ids[hit]!;
      this.count(id, query, counts);
      this.countTitles(id, stems, counts);
      scored.scores[hit]! += this.beyondWords(id, query, counts);
      const covered = query.idf.reduce((sum, each, word) => sum + (counts.words[word + 1]! > 0 ? each : 0), 0);
      coverage[index] = information > 0 ? covered / information : 0;
    }
    for (const bySegment of ids) this.write(bySegment, 0);
    return coverage;
  }

  /** What titles and neighbouring words add to what the words of a document say. */
  private beyondWords(id: number, { idf, pairs }: Numbered, counts: Counts): number {
    const { collection } = this;
    const norm = normOf(collection.lengths[id]!, collection.averageLength);
    const full = (BM25.k + 1) * collection.weights[id]!;
    const impact = (frequency: number) => (frequency === 0 ? 0 : (full * frequency) / (frequency + norm));
    let more = 0;
    for (let word = 1; word <= idf.length; word++) {
      const [inText, inTitles] = [counts.words[word]!, counts.titles[word]!];
      if (inTitles > 0) more += idf[word - 1]! * (impact(inText + inTitles) - impact(inText));
    }
    for (const [index, { weight }] of pairs.entries()) {
      more += weight * (SIDE_BY_SIDE * impact(counts.sideBySide[index]!) + NEAR * impact(counts.near[index]!));
    }
    return more;
  }

  /** Counts the words of a document and the pairs of them. */
  private count(id: number, { partners }: Numbered, counts: Counts): void {
    const { segment, words, from, to } = this.collection.wordsOf(id);
    const places = this.places[segment]!;
    const isStop = this.stopWordsOf(segment);
    counts.clear();
    let previous = 0;
    for (let index = from; index < to; index++) {
      const word = words[index]!;
      const place = places[word]!;
      if (place === 0) {
        if (isStop[word] === 0) previous = 0;
        continue;
      }
      counts.words[place]! += 1;
      for (const { other, pair } of partners[place]!) {
        if (index - counts.last[other]! <= WINDOW) counts.near[pair]! += 1;
        if (previous === other && counts.isFirst(other, pair)) counts.sideBySide[pair]! += 1;
      }
      counts.last[place] = index;
      previous = place;
    }
  }

  private countTitles(id: number, stems: ReadonlyMap<string, number>, counts: Counts): void {
    for (const [wordStem, weight] of this.titlesOf(id)) {
      const place = stems.get(wordStem);
      if (place !== undefined) counts.titles[place]! += weight;
    }
  }

  /** The stems of the titles above a document: not of its own, where it is a heading. */
  private titlesOf(id: number): readonly (readonly [wordStem: string, weight: number])[] {
    const model = this.collection.models[id]!;
    const known = this.titles.get(model);
    if (known) return known;
    const { section, kind, language, reportTitle } = this.collection.document(model);
    const outer = [...(section?.within ?? []), reportTitle];
    const titles = [
      ...(section && kind !== "heading" ? [[section.title, SECTION_TITLE] as const] : []),
      ...outer.map((title) => [title, OUTER_TITLE] as const),
    ];
    const stems = titles.flatMap(([title, weight]) => {
      const morphology = morphologyOf(language, title);
      const words = tokenize(title).filter(({ word }) => !isStopWord(word));
      return words.map(({ word }) => [stemIn(word, morphology), weight] as const);
    });
    this.titles.set(model, stems);
    return stems;
  }

  private numbered(sequence: readonly SequenceWord[]): Numbered {
    const numbers = new Map<string, number>();
    const words: (readonly string[])[] = [];
    const order = sequence.map(({ words: meant, quoted }) => {
      const key = meant.join(" ");
      if (meant.length > 0 && !numbers.has(key)) numbers.set(key, words.push(meant));
      return { number: numbers.get(key) ?? 0, quoted };
    });
    const idf = words.map((meant) => this.idf(meant));
    const pairs = new Map<string, Pair>();
    for (const [index, second] of order.entries()) {
      const first = order[index - 1];
      if (!first || first.number === 0 || second.number === 0 || first.number === second.number) continue;
      const key = `${first.number} ${second.number}`;
      const rarity = Math.min(idf[first.number - 1]!, idf[second.number - 1]!);
      const weight = rarity * (first.quoted && second.quoted ? QUOTED : 1);
      const same = pairs.get(key);
      if (!same || same.weight < weight) pairs.set(key, { first: first.number, second: second.number, weight });
    }
    const partners: Numbered["partners"] = Array.from({ length: words.length + 1 }, () => []);
    [...pairs.values()].forEach(({ first, second }, pair) => {
      partners[first]!.push({ other: second, pair });
      partners[second]!.push({ other: first, pair });
    });
    return { words, idf, pairs: [...pairs.values()], partners };
  }

  private idf(words: readonly string[]): number {
    const { lexicon, librarySize } = this.collection;
    const documents = words.reduce((sum, word) => sum + lexicon.frequency(word), 0);
    return idfOf(Math.min(documents, librarySize), librarySize);
  }

  /** The number of each stem of the query's words. */
  private stemsOf({ words }: Numbered): Map<string, number> {
    const hasKazakh = this.collection.segments.some(({ vocabulary }) => vocabulary.hasKazakh);
    const stems = new Map<string, number>();
    for (const [index, meant] of words.entries()) {
      for (const word of meant) {
        stems.set(stem(word), index + 1);
        if (hasKazakh) stems.set(kazakhStem(word), index + 1);
      }
    }
    return stems;
  }

  private stopWordsOf(segment: number): Uint8Array {
    const known = this.stopWords[segment];
    if (known) return known;
    const { vocabulary } = this.collection.segments[segment]!;
    const found = Uint8Array.from({ length: vocabulary.size }, (_, id) => (isStopWord(vocabulary.wordOf(id)) ? 1 : 0));
    this.stopWords[segment] = found;
    return found;
  }

  private numbersOf(words: readonly string[]): number[][] {
    return this.collection.segments.map(({ vocabulary }) => words.flatMap((word) => vocabulary.idOf(word) ?? []));
  }

  private write(bySegment: readonly number[][], place: number): void {
    bySegment.forEach((ids, segment) => {
      for (const id of ids) this.places[segment]![id] = place;
    });
  }
}

/** What one document has of a query. */
class Counts {
  /** How often each word occurs in the text, and in titles. */
  readonly words: Uint32Array;
  readonly titles: Float64Array;
  /** How often each pair does. */
  readonly sideBySide: Uint32Array;
  readonly near: Uint32Array;
  /** Where each word was met last. */
  readonly last: Float64Array;

  constructor(private readonly query: Numbered) {
    this.words = new Uint32Array(query.words.length + 1);
    this.titles = new Float64Array(query.words.length + 1);
    this.last = new Float64Array(query.words.length + 1);
    this.sideBySide = new Uint32Array(query.pairs.length);
    this.near = new Uint32Array(query.pairs.length);
  }

  isFirst(word: number, pair: number): boolean {
    return this.query.pairs[pair]!.first === word;
  }

  clear(): void {
    this.words.fill(0);
    this.titles.fill(0);
    this.sideBySide.fill(0);
    this.near.fill(0);
    this.last.fill(Number.NEGATIVE_INFINITY);
  }
}
