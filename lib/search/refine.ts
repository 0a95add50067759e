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

/** Numbers that `Numbered.partners` has for each pair. */
const PARTNER = 3;

/** More words than that are a pasted page, which has no order to look for. */
const LONGEST_SEQUENCE = 64;

/** Raises the scores of hits by how much of the query they cover. */
export function raiseByCoverage(scored: Scored, hits: Uint32Array, coverage: Float64Array): void {
  for (const [index, hit] of hits.entries()) scored.scores[hit]! *= 1 + COVERAGE * coverage[index]! ** 2;
}

/** The place of stop words, which do not part neighbours. More words than a query can have. */
const STOP_WORD = 255;

function placeBetween(word: string): number {
  return isStopWord(word) ? STOP_WORD : 0;
}

function saturated(frequency: number, norm: number): number {
  return frequency / (frequency + norm);
}

/** A query, its words numbered from 1: those that stand for the same words have one number. */
interface Numbered {
  words: (readonly string[])[];
  idf: number[];
  pairs: Pair[];
  /** For each word, three numbers for each pair that it is part of: the other word, the pair, and 1 where the other comes first. */
  partners: Uint8Array[];
}

/** The titles above a document. */
interface Titles {
  stems: Uint32Array;
  weights: Float32Array;
}

interface Pair {
  first: number;
  second: number;
  weight: number;
}

/** Raises the scores of first hits. One is kept for a collection, since it holds room for the words of each segment. */
export class Refiner {
  /** For each segment and word: its number in the query; between two queries `STOP_WORD` for stop words, 0 for all others. */
  private readonly places: readonly Uint8Array[];
  /** The stems of titles, numbered as they are met. */
  private readonly titleStems = new Map<string, number>();
  /** For each model of a document (`Segment.models`), the stems of the titles above it, and what each counts. */
  private readonly titles = new Map<number, Titles>();

  constructor(private readonly collection: Collection) {
    this.places = collection.segments.map(({ vocabulary }) =>
      Uint8Array.from({ length: vocabulary.size }, (_, id) => placeBetween(vocabulary.wordOf(id))),
    );
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
    const titlePlaces = this.titlePlaces(query);
    const ids = query.words.map((words) => this.numbersOf(words));
    ids.forEach((bySegment, index) => {
      this.write(bySegment, () => index + 1);
    });
    const counts = new Counts(query);
    const information = query.idf.reduce((sum, each) => sum + each, 0);
    for (let index = 0; index < hits.length; index++) {
      const hit = hits[index]!;
      const id = scored.ids[hit]!;
      this.count(id, query, counts);
      this.countTitles(id, titlePlaces, counts);
      scored.scores[hit]! += this.beyondWords(id, query, counts);
      let covered = 0;
      for (let word = 1; word <= query.idf.length; word++) if (counts.words[word]! > 0) covered += query.idf[word - 1]!;
      coverage[index] = information > 0 ? covered / information : 0;
    }
    for (const bySegment of ids) this.write(bySegment, placeBetween);
    return coverage;
  }

  /** What titles and neighbouring words add to what the words of a document say. */
  private beyondWords(id: number, { idf, pairs }: Numbered, counts: Counts): number {
    const { collection } = this;
    const norm = normOf(collection.lengths[id]!, collection.averageLength);
    let more = 0;
    for (let word = 1; word <= idf.length; word++) {
      const inTitles = counts.titles[word]!;
      if (inTitles === 0) continue;
      const inText = counts.words[word]!;
      more += idf[word - 1]! * (saturated(inText + inTitles, norm) - saturated(inText, norm));
    }
    for (let pair = 0; pair < pairs.length; pair++) {
      const [near, sideBySide] = [counts.near[pair]!, counts.sideBySide[pair]!];
      if (near === 0) continue;
      more += pairs[pair]!.weight * (SIDE_BY_SIDE * saturated(sideBySide, norm) + NEAR * saturated(near, norm));
    }
    return more * (BM25.k + 1) * collection.weights[id]!;
  }

  /** Counts the words of a document and the pairs of them. */
  private count(id: number, { partners }: Numbered, counts: Counts): void {
    const { segment, words, from, to } = this.collection.wordsOf(id);
    const places = this.places[segment]!;
    counts.clear();
    let previous = 0;
    for (let index = 0; index < to - from; index++) {
      const place = places[words[from + index]!]!;
      if (place === 0) {
        previous = 0;
        continue;
      }
      if (place === STOP_WORD) continue;
      counts.words[place]! += 1;
      const own = partners[place]!;
      for (let at = 0; at < own.length; at += PARTNER) {
        const other = own[at]!;
        const pair = own[at + 1]!;
        if (index - counts.last[other]! <= WINDOW) counts.near[pair]! += 1;
        if (previous === other && own[at + 2] === 1) counts.sideBySide[pair]! += 1;
      }
      counts.last[place] = index;
      previous = place;
    }
  }

  /** @param places of stems in the query, by the number of the stem */
  private countTitles(id: number, places: Uint8Array, counts: Counts): void {
    const { stems, weights } = this.titlesOf(id);
    for (let index = 0; index < stems.length; index++) {
      // What got its number from a title since then is not in the query.
      const place = places[stems[index]!] ?? 0;
      if (place > 0) counts.titles[place]! += weights[index]!;
    }
  }

  /** The stems of the titles above a document: not of its own, where it is a heading. */
  private titlesOf(id: number): Titles {
    const model = this.collection.models[id]!;
    const known = this.titles.get(model);
    if (known) return known;
    const { section, kind, language, reportTitle } = this.collection.document(model);
    const outer = [...(section?.within ?? []), reportTitle];
    const stems: number[] = [];
    const weights: number[] = [];
    const add = (title: string, weight: number): void => {
      const morphology = morphologyOf(language, title);
      for (const { word } of tokenize(title)) {
        if (isStopWord(word)) continue;
        stems.push(this.numberOfTitleStem(stemIn(word, morphology)));
        weights.push(weight);
      }
    };
    if (section && kind !== "heading") add(section.title, SECTION_TITLE);
    for (const title of outer) add(title, OUTER_TITLE);
    const titles = { stems: Uint32Array.from(stems), weights: Float32Array.from(weights) };
    this.titles.set(model, titles);
    return titles;
  }

  private numberOfTitleStem(wordStem: string): number {
    const known = this.titleStems.get(wordStem);
    if (known !== undefined) return known;
    const number = this.titleStems.size;
    this.titleStems.set(wordStem, number);
    return number;
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
    const partners = Array.from({ length: words.length + 1 }, (): number[] => []);
    [...pairs.values()].forEach(({ first, second }, pair) => {
      partners[first]!.push(second, pair, 0);
      partners[second]!.push(first, pair, 1);
    });
    return { words, idf, pairs: [...pairs.values()], partners: partners.map((each) => Uint8Array.from(each)) };
  }

  private idf(words: readonly string[]): number {
    const { lexicon, librarySize } = this.collection;
    const documents = words.reduce((sum, word) => sum + lexicon.frequency(word), 0);
    return idfOf(Math.min(documents, librarySize), librarySize);
  }

  /** The number in the query of each stem of titles, by the number of the stem; 0 for those that it does not have. */
  private titlePlaces({ words }: Numbered): Uint8Array {
    const hasKazakh = this.collection.segments.some(({ vocabulary }) => vocabulary.hasKazakh);
    const stems = new Map<number, number>();
    for (const [index, meant] of words.entries()) {
      for (const word of meant) {
        stems.set(this.numberOfTitleStem(stem(word)), index + 1);
        if (hasKazakh) stems.set(this.numberOfTitleStem(kazakhStem(word)), index + 1);
      }
    }
    const places = new Uint8Array(this.titleStems.size);
    for (const [number, place] of stems) places[number] = place;
    return places;
  }

  private numbersOf(words: readonly string[]): number[][] {
    return this.collection.segments.map(({ vocabulary }) => words.flatMap((word) => vocabulary.idOf(word) ?? []));
  }

  private write(bySegment: readonly number[][], placeOf: (word: string) => number): void {
    bySegment.forEach((ids, segment) => {
      const { vocabulary } = this.collection.segments[segment]!;
      for (const id of ids) this.places[segment]![id] = placeOf(vocabulary.wordOf(id));
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
  readonly last: Int32Array;

  constructor(query: Numbered) {
    this.words = new Uint32Array(query.words.length + 1);
    this.titles = new Float64Array(query.words.length + 1);
    this.last = new Int32Array(query.words.length + 1);
    this.sideBySide = new Uint32Array(query.pairs.length);
    this.near = new Uint32Array(query.pairs.length);
  }

  clear(): void {
    this.words.fill(0);
    this.titles.fill(0);
    this.sideBySide.fill(0);
    this.near.fill(0);
    this.last.fill(-WINDOW - 1);
  }
}
