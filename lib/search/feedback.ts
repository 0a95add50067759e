import type { Collection } from "./collection";
import { bestOf, firstOf, idfOf, normOf, type Scored } from "./ranking";
import { FREQUENCY_BITS, MOST_FREQUENT } from "./segment";
import type { WordFamily } from "./vocabulary";

/**
 * Pseudo-relevance feedback: what the best hits say, beside the words of the query, tells which of the others are about the
 * same thing. Words are weighed by Bo1, a model of divergence from randomness (Amati 2003,
 * https://theses.gla.ac.uk/1570/).
 *
 * It only changes the order of passages that have words of the query; it brings in none. A leader counts by its score: where one hit
 * stands out, as the answer to a question does, the others have little to say, and it keeps its place; where many are level, as on a
 * subject, they speak together. Counted alike, the leaders cost .02 of the questions their first place (XQuAD Russian .893 instead of .914).
 * The values were chosen together: docs/search-ranking.md, "How the values were chosen".
 */
const LEADERS = 5;
/** How fast a leader counts less the lower its score is: one with half the best counts e^-2.5 times as much. */
const STEEPNESS = 5;
const WORDS = 40;
/** How much the most that a hit has in common with the leaders counts beside the score of the best. */
const WEIGHT = 1.65;

/** Stems that tell what the best hits are about, by number, each with its weight. */
interface Telling {
  stems: Uint32Array;
  weights: Float64Array;
}

/** The stems of the best hits, of which feedback must know how common they are. @param hits their places in `scored` */
export function leadingStems(collection: Collection, scored: Scored, hits: Uint32Array): string[] {
  const stems = new Set<string>();
  for (const place of bestOf(hits, scored, LEADERS)) {
    const { segment, stems: own, from, to } = collection.stemsOf(scored.ids[place]!);
    const families = collection.segments[segment]!.vocabulary.families();
    for (const packed of own.subarray(from, to)) stems.add(families[packed >>> FREQUENCY_BITS]!.stem);
  }
  return [...stems];
}

/** One of the best hits, and how much it counts. */
interface Leader {
  id: number;
  share: number;
}

/** Orders hits by feedback. One is kept for a collection, since it numbers the stems of all its segments through. */
export class Feedback {
  /** For each segment, the number of the stem of each of its families. */
  private readonly numbers: readonly Uint32Array[];
  /** For each stem: what its first occurrence in the best hits says, what each says, and how much it tells hits apart. */
  private readonly presence: Float32Array;
  private readonly surprise: Float32Array;
  private readonly idf: Float32Array;
  /** How often each stem occurs in the best hits, by how much they count; all 0 between two queries. */
  private readonly tally: Float64Array;
  /** For each stem, its place among the telling ones, from 1; all 0 between two queries. */
  private readonly places: Uint8Array;

  constructor(private readonly collection: Collection) {
    const vocabularies = collection.segments.map(({ vocabulary }) => vocabulary);
    const first = vocabularies[0];
    let count = first?.families().length ?? 0;
    // Other segments are notes, few beside the reports: only their stems are looked up.
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
    /** Those with several words of a stem count as often. */
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
    // Bo1: the less a word was to be expected as often, the more it says.
    this.presence = Float32Array.from(occurrences, (often) => Math.log2(1 + often / size));
    this.surprise = Float32Array.from(occurrences, (often) => Math.log2(1 + size / often));
    this.idf = Float32Array.from(documents, (having) => idfOf(Math.min(having, size), size));
    this.tally = new Float64Array(count);
    this.places = new Uint8Array(count);
  }

  /**
   * Raises the scores of the first hits by what they have in common with the best of them.
   *
   * @param hits their places in `scored`, ascending
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

  /** The stems that say most of what some documents are about. */
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

  /** Counts the telling stems of some documents in `tally`. @returns those that occur, in the order in which they first do */
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
