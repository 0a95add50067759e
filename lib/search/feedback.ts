import type { Collection } from "./collection";
import { bestOf, firstOf, idfOf, normOf, type Scored } from "./ranking";
import { FREQUENCY_BITS, MOST_FREQUENT } from "./segment";
import type { WordFamily } from "./vocabulary";

/**
 * Pseudo-relevance feedback. Apart from the query's own words, the words that the best hits share indicate which other
 * hits are on the same topic. Words are weighted with Bo1, a divergence-from-randomness model (Amati 2003,
 * https://theses.gla.ac.uk/1570/).
 *
 * Feedback only reorders the passages that match the query and adds none. Each leader is weighted by its score. A
 * single outstanding hit, such as the answer to a question, therefore keeps its place, while many hits with similar
 * scores, as on a broad topic, contribute together. With equal weights, the answers to 10% of the questions lose
 * their first place (XQuAD Russian .824 instead of .927). The values were tuned together, as described in
 * docs/search-values.md.
 */
const LEADERS = 3;
/** How fast a leader's weight decays with its score. At half the best score, the weight is e^-2.5. */
const STEEPNESS = 5;
const WORDS = 40;
/** Weight of the greatest overlap with the leaders, relative to the best score. */
const WEIGHT = 1.5;

/** Numbers of the stems that characterize the best hits, with their weights. */
interface Telling {
  stems: Uint32Array;
  weights: Float64Array;
}

/** The stems of the best hits. Feedback needs their collection frequencies. @param hits indexes in `scored` */
export function leadingStems(collection: Collection, scored: Scored, hits: Uint32Array): string[] {
  const stems = new Set<string>();
  for (const place of bestOf(hits, scored, LEADERS)) {
    const { segment, stems: own, from, to } = collection.stemsOf(scored.ids[place]!);
    const families = collection.segments[segment]!.vocabulary.families();
    for (const packed of own.subarray(from, to)) stems.add(families[packed >>> FREQUENCY_BITS]!.stem);
  }
  return [...stems];
}

/** One of the best hits and its weight. */
interface Leader {
  id: number;
  share: number;
}

/**
 * Reorders hits by feedback. Each collection keeps its own instance, which numbers the stems of all segments
 * consecutively.
 */
export class Feedback {
  /** For each segment, maps family numbers to stem numbers. */
  private readonly numbers: readonly Uint32Array[];
  /**
   * For each stem: the information of its first occurrence in the best hits, the information of each occurrence, and
   * its idf.
   */
  private readonly presence: Float32Array;
  private readonly surprise: Float32Array;
  private readonly idf: Float32Array;
  /** Weighted frequency of each stem in the best hits; all 0 between queries. */
  private readonly tally: Float64Array;
  /** For each stem, its position among the characteristic stems, counted from 1; all 0 between queries. */
  private readonly places: Uint8Array;

  constructor(private readonly collection: Collection) {
    const vocabularies = collection.segments.map(({ vocabulary }) => vocabulary);
    const first = vocabularies[0];
    let count = first?.families().length ?? 0;
    // Other segments hold notes, which are few compared to reports, so only their stems are looked up.
    const added = new Map<string, number>();
    const numberOf = ({ stem }: WordFamily): number => {
      const known = first?.familyWithStem(stem)?.number ?? added.get(stem);
      if (known !== undefined) return known;
      added.set(stem, count);
      return count++;
    };
    this.numbers = vocabularies.map((vocabulary, segment) =>
      Uint32Array.from(vocabulary.families(), (family) => (segment === 0 ? family.number : numberOf(family))),
    );
    const occurrences = new Uint32Array(count);
    /** A document counts once for each distinct word with the stem that it contains. */
    const documents = new Uint32Array(count);
    vocabularies.forEach((vocabulary, segment) => {
      for (const family of vocabulary.families()) {
        const number = segment === 0 ? family.number : numberOf(family);
        occurrences[number]! += family.occurrences;
        documents[number]! += family.documents;
      }
    });
    for (const family of collection.library ? vocabularies.flatMap((vocabulary) => vocabulary.families()) : []) {
      const known = collection.library?.stem(family.stem);
      if (!known) continue;
      const number = numberOf(family);
      occurrences[number] = known.occurrences;
      documents[number] = known.documents;
    }
    const { librarySize: size } = collection;
    // Bo1: the less expected a word's frequency is, the more information it carries.
    this.presence = Float32Array.from(occurrences, (often) => Math.log2(1 + often / size));
    this.surprise = Float32Array.from(occurrences, (often) => Math.log2(1 + size / often));
    this.idf = Float32Array.from(documents, (having) => idfOf(Math.min(having, size), size));
    this.tally = new Float64Array(count);
    this.places = new Uint8Array(count);
  }

  /**
   * Raises the scores of the first hits by their overlap with the best hits.
   *
   * @param hits indexes in `scored`, ascending
   */
  add(scored: Scored, hits: Uint32Array): void {
    const { collection } = this;
    const leaders = bestOf(hits, scored, LEADERS);
    if (leaders.length === 0) return;
    const highest = scored.scores[leaders[0]!]!;
    if (highest === 0) return;
    const { stems, weights } = this.telling(
      Array.from(leaders, (place) => ({
        id: scored.ids[place]!,
        share: Math.exp(STEEPNESS * (scored.scores[place]! / highest - 1)),
      })),
    );
    const { places } = this;
    for (let index = 0; index < stems.length; index++) places[stems[index]!] = index + 1;
    const common = new Float64Array(hits.length);
    let most = 0;
    for (let hit = 0; hit < hits.length; hit++) {
      const id = scored.ids[hits[hit]!]!;
      const norm = normOf(collection.lengths[id]!, collection.averageLength);
      let sum = 0;
      const { segment, stems: own, from, to } = collection.stemsOf(id);
      const numbers = this.numbers[segment]!;
      for (let index = from; index < to; index++) {
        const packed = own[index]!;
        const place = places[numbers[packed >>> FREQUENCY_BITS]!]!;
        if (place === 0) continue;
        const frequency = packed & MOST_FREQUENT;
        sum += (weights[place - 1]! * frequency) / (frequency + norm);
      }
      common[hit] = sum;
      if (sum > most) most = sum;
    }
    for (const stem of stems) places[stem] = 0;
    if (most === 0) return;
    const scale = (WEIGHT * highest) / most;
    for (let hit = 0; hit < hits.length; hit++) scored.scores[hits[hit]!]! += scale * common[hit]!;
  }

  /** The stems that best characterize the given documents. */
  private telling(leaders: readonly Leader[]): Telling {
    const { tally, presence, surprise, idf } = this;
    const found = this.count(leaders);
    const information = new Float64Array(found.length);
    for (let index = 0; index < found.length; index++) {
      const stem = found[index]!;
      information[index] = tally[stem]! * surprise[stem]! + presence[stem]!;
      tally[stem] = 0;
    }
    const stems = firstOf(information, WORDS);
    const weights = new Float64Array(stems.length);
    for (let place = 0; place < stems.length; place++) {
      const index = stems[place]!;
      stems[place] = found[index]!;
      weights[place] = information[index]! * idf[found[index]!]!;
    }
    return { stems, weights };
  }

  /** Adds up the documents' significant stems in `tally`. @returns the stems found, in order of first occurrence */
  private count(leaders: readonly Leader[]): number[] {
    const { tally, collection } = this;
    const found: number[] = [];
    for (const { id, share } of leaders) {
      const { segment, stems, from, to } = collection.stemsOf(id);
      const numbers = this.numbers[segment]!;
      for (let index = from; index < to; index++) {
        const packed = stems[index]!;
        const stem = numbers[packed >>> FREQUENCY_BITS]!;
        if (tally[stem] === 0) found.push(stem);
        tally[stem]! += share * (packed & MOST_FREQUENT);
      }
    }
    return found;
  }
}
