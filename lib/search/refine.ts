import { tokenize } from "./analysis";
import type { Collection } from "./collection";
import type { SequenceWord } from "./plan";
import { BM25, idfOf, normOf, type Scored } from "./ranking";
import { kazakhStem, morphologyOf, stem, stemIn } from "./stemming";
import { isStopWord } from "./stop-words";

/**
 * Refines the scores of the first hits by three things that BM25 ignores: whether words of the query are adjacent, how
 * much of the query a passage covers, and the titles above it. The values were tuned together with those of ranking.ts,
 * plan.ts, expansion.ts and feedback.ts by a random search over nine query sets, with one set left out at a time. See
 * docs/search-values.md.
 */

/**
 * Weight of two adjacent words of the query that are also adjacent in the passage, relative to a word with the same
 * idf. Stop words between them are ignored.
 */
const SIDE_BY_SIDE = 0.4;
/**
 * Weight of two adjacent words of the query that occur in any order within a window of `WINDOW` words. This is called
 * sequential dependence (Metzler and Croft 2005, https://doi.org/10.1145/1076034.1076115).
 */
const NEAR = 0.12;
const WINDOW = 8;
/** Factor for adjacent words in quotation marks, if the quotation marks only express a preference. */
const QUOTED = 3;
/**
 * Bonus for a passage that covers the whole query rather than repeating a part of it. The bonus grows with the share of
 * the query's information that the passage covers. It is applied last, so that feedback cannot outweigh it.
 */
const COVERAGE = 0.2;
/**
 * Weight of the titles above a passage, relative to its text. The titles are scored as a field of their own, with BM25.
 * Adding their words to those of the text, as in BM25F (Robertson and Zaragoza 2009), gains less: once a word occurs in
 * the text, its occurrence in the title would hardly count any more.
 */
const TITLES = 0.7;
/** Weight of an occurrence in the title of an outer section, which contains more passages. */
const OUTER_TITLE = 0.5;
/** The length normalization of titles. Their typical length is in words that aren't stop words. */
const TITLE_B = 0.7;
const TITLE_LENGTH = 12;

/** Number of array elements per entry in `Numbered.partners`. */
const PARTNER = 3;

/** Maximum number of words. Longer queries are pasted pages, whose word order carries no information. */
const LONGEST_SEQUENCE = 64;

/** Raises the scores of hits according to how much of the query they cover. */
export function raiseByCoverage(scored: Scored, hits: Uint32Array, coverage: Float64Array): void {
  for (let index = 0; index < hits.length; index++) scored.scores[hits[index]!]! *= 1 + COVERAGE * coverage[index]!;
}

function saturated(frequency: number, norm: number): number {
  return frequency / (frequency + norm);
}

/** An expansion of a query word. */
interface Expansion {
  /** Identifies equal expansions. */
  key: string;
  idf: number;
  /** The numbers of its words in each segment's vocabulary. */
  ids: readonly (readonly number[])[];
  /** The numbers of its stems among the stems of titles. */
  titleStems: readonly number[];
}

/** A query with its words numbered from 1. Words with the same expansion share a number. */
interface Numbered {
  words: Expansion[];
  pairs: Pair[];
  /**
   * For each word, three array elements for each pair to which it belongs: the other word, the pair, and 1 if the other
   * word comes first.
   */
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

/**
 * Refines the scores of the first hits. Each collection keeps its own instance, which holds an array for each segment's
 * words.
 */
export class Refiner {
  /** Each word's number in the query, by segment; all 0 between queries. */
  private readonly places: readonly Uint8Array[];
  /** For each word of each segment, 1 if it is a stop word. Stop words do not separate their neighbours. */
  private readonly stopWords: readonly Uint8Array[];
  /** Stems of titles, numbered on first use. */
  private readonly titleStems = new Map<string, number>();
  /** The stems of the titles above each document model (`Segment.models`), with their weights. */
  private readonly titles = new Map<number, Titles>();
  /** What is known of expansions. While a user types, most words of the query and their expansions stay the same. */
  private readonly expansions = new WeakMap<readonly string[], Expansion>();

  constructor(private readonly collection: Collection) {
    this.stopWords = collection.segments.map(({ vocabulary }) =>
      Uint8Array.from({ length: vocabulary.size }, (_, id) => (isStopWord(vocabulary.wordOf(id)) ? 1 : 0)),
    );
    this.places = this.stopWords.map((own) => new Uint8Array(own.length));
  }

  /**
   * @param hits indexes in `scored` of the hits to refine
   * @param sequence the words of the query, in order
   * @returns for each hit, the share of the query's information that it covers, from 0 to 1
   */
  add(scored: Scored, hits: Uint32Array, sequence: readonly SequenceWord[]): Float64Array {
    const coverage = new Float64Array(hits.length);
    const query = sequence.length > LONGEST_SEQUENCE ? null : this.numbered(sequence);
    if (!query || query.words.length === 0) return coverage;
    const { words } = query;
    const titlePlaces = this.titlePlaces(words);
    this.write(words);
    const counts = new Counts(query);
    const information = words.reduce((sum, { idf }) => sum + idf, 0);
    for (let index = 0; index < hits.length; index++) {
      const hit = hits[index]!;
      const id = scored.ids[hit]!;
      this.count(id, query, counts);
      this.countTitles(id, titlePlaces, counts);
      scored.scores[hit]! += this.beyondWords(id, query, counts);
      let covered = 0;
      for (let word = 1; word <= words.length; word++) if (counts.words[word]! > 0) covered += words[word - 1]!.idf;
      coverage[index] = information > 0 ? covered / information : 0;
    }
    this.reset(words);
    return coverage;
  }

  /** The score that titles and adjacent words add to the words of a document. */
  private beyondWords(id: number, { words, pairs }: Numbered, counts: Counts): number {
    const { collection } = this;
    const norm = normOf(collection.lengths[id]!, collection.averageLength);
    let more = 0;
    for (let word = 1; word <= words.length; word++) {
      const inTitles = counts.titles[word]!;
      if (inTitles > 0) more += TITLES * words[word - 1]!.idf * saturated(inTitles, counts.titleNorm);
    }
    for (let pair = 0; pair < pairs.length; pair++) {
      const [near, sideBySide] = [counts.near[pair]!, counts.sideBySide[pair]!];
      if (near === 0) continue;
      more += pairs[pair]!.weight * (SIDE_BY_SIDE * saturated(sideBySide, norm) + NEAR * saturated(near, norm));
    }
    return more * (BM25.k + 1) * collection.weights[id]!;
  }

  /** Counts the words of a document and their pairs. */
  private count(id: number, { partners }: Numbered, counts: Counts): void {
    const { segment, words, from, to } = this.collection.wordsOf(id);
    const places = this.places[segment]!;
    counts.clear();
    // A query spends most of its time in the loop below, so it does nothing for words that the query does not contain.
    const { words: frequencies, near, sideBySide, last } = counts;
    for (let index = from; index < to; index++) {
      const place = places[words[index]!]!;
      if (place === 0) continue;
      frequencies[place]! += 1;
      const own = partners[place]!;
      const previous = own.length > 0 ? this.placeBefore(segment, words, from, index) : 0;
      for (let at = 0; at < own.length; at += PARTNER) {
        const other = own[at]!;
        const pair = own[at + 1]!;
        if (index - last[other]! <= WINDOW) near[pair]! += 1;
        if (previous === other && own[at + 2] === 1) sideBySide[pair]! += 1;
      }
      last[place] = index;
    }
  }

  /** The number in the query of the word before a position, ignoring stop words that the query does not contain. */
  private placeBefore(segment: number, words: Uint32Array, from: number, position: number): number {
    const places = this.places[segment]!;
    const isStop = this.stopWords[segment]!;
    for (let index = position - 1; index >= from; index--) {
      const word = words[index]!;
      const place = places[word]!;
      if (place > 0 || isStop[word] === 0) return place;
    }
    return 0;
  }

  /** @param places each stem's number in the query, by stem number */
  private countTitles(id: number, places: Uint8Array, counts: Counts): void {
    const { stems, weights } = this.titlesOf(id);
    counts.titleNorm = 1 - TITLE_B + (TITLE_B * stems.length) / TITLE_LENGTH;
    for (let index = 0; index < stems.length; index++) {
      // Stems numbered after `places` was built are not in the query.
      const place = places[stems[index]!] ?? 0;
      if (place > 0) counts.titles[place]! += weights[index]!;
    }
  }

  /** The stems of the titles above a document. A heading's own title is not included. */
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
    if (section && kind !== "heading") add(section.title, 1);
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
    const words: Expansion[] = [];
    const order = sequence.map(({ words: meant, quoted }) => {
      if (meant.length === 0) return { number: 0, quoted };
      const expansion = this.expansionOf(meant);
      const number = numbers.get(expansion.key) ?? words.push(expansion);
      numbers.set(expansion.key, number);
      return { number, quoted };
    });
    const pairs = new Map<string, Pair>();
    for (const [index, second] of order.entries()) {
      const first = order[index - 1];
      if (!first || first.number === 0 || second.number === 0 || first.number === second.number) continue;
      const key = `${first.number} ${second.number}`;
      const rarity = Math.min(words[first.number - 1]!.idf, words[second.number - 1]!.idf);
      const weight = rarity * (first.quoted && second.quoted ? QUOTED : 1);
      const same = pairs.get(key);
      if (!same || same.weight < weight) pairs.set(key, { first: first.number, second: second.number, weight });
    }
    const partners = Array.from({ length: words.length + 1 }, (): number[] => []);
    [...pairs.values()].forEach(({ first, second }, pair) => {
      partners[first]!.push(second, pair, 0);
      partners[second]!.push(first, pair, 1);
    });
    return { words, pairs: [...pairs.values()], partners: partners.map((each) => Uint8Array.from(each)) };
  }

  private expansionOf(words: readonly string[]): Expansion {
    const known = this.expansions.get(words);
    if (known) return known;
    const { lexicon, librarySize, segments } = this.collection;
    const documents = words.reduce((sum, word) => sum + lexicon.frequency(word), 0);
    const hasKazakh = segments.some(({ vocabulary }) => vocabulary.hasKazakh);
    const expansion = {
      key: words.join(" "),
      idf: idfOf(Math.min(documents, librarySize), librarySize),
      ids: segments.map(({ vocabulary }) => words.flatMap((word) => vocabulary.idOf(word) ?? [])),
      titleStems: Array.from(
        new Set(words.flatMap((word) => (hasKazakh ? [stem(word), kazakhStem(word)] : stem(word)))),
        (wordStem) => this.numberOfTitleStem(wordStem),
      ),
    };
    this.expansions.set(words, expansion);
    return expansion;
  }

  /** Maps title stems to their numbers in the query. The number is 0 for stems that the query does not contain. */
  private titlePlaces(words: readonly Expansion[]): Uint8Array {
    const places = new Uint8Array(this.titleStems.size);
    words.forEach(({ titleStems }, index) => {
      for (const number of titleStems) places[number] = index + 1;
    });
    return places;
  }

  private write(words: readonly Expansion[]): void {
    words.forEach(({ ids }, index) => {
      ids.forEach((own, segment) => {
        for (const id of own) this.places[segment]![id] = index + 1;
      });
    });
  }

  private reset(words: readonly Expansion[]): void {
    for (const { ids } of words) {
      ids.forEach((own, segment) => {
        for (const id of own) this.places[segment]![id] = 0;
      });
    }
  }
}

/** Occurrences of the query's words in one document. */
class Counts {
  /** Frequency of each word in the text, and its weighted frequency in titles. */
  readonly words: Float64Array;
  readonly titles: Float64Array;
  /** Frequency of each pair. */
  readonly sideBySide: Float64Array;
  readonly near: Float64Array;
  /** The position at which each word last occurred. */
  readonly last: Int32Array;
  /** The length normalization of the document's titles. */
  titleNorm = 1;
  /** All frequencies. They share a buffer, because filling four small arrays takes longer than filling a larger one. */
  private readonly all: Float64Array;

  constructor({ words, pairs }: Numbered) {
    const [perWord, perPair] = [words.length + 1, pairs.length];
    this.all = new Float64Array(2 * perWord + 2 * perPair);
    this.words = this.all.subarray(0, perWord);
    this.titles = this.all.subarray(perWord, 2 * perWord);
    this.sideBySide = this.all.subarray(2 * perWord, 2 * perWord + perPair);
    this.near = this.all.subarray(2 * perWord + perPair);
    this.last = new Int32Array(perWord);
  }

  clear(): void {
    this.all.fill(0);
    this.last.fill(-WINDOW - 1);
  }
}
