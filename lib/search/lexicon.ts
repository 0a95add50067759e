import { editDistance } from "./edit-distance";
import { skeletonOf } from "./skeleton";
import { kazakhRoot, kazakhStem, stem } from "./stemming";
import { isStopWord } from "./stop-words";
import { scriptOf } from "./vocabulary";

/**
 * The vocabulary of a set of documents, which is either a segment or stored in a database. Lists of words are in no
 * particular order.
 */
export interface Words {
  /** Whether any word is in Cyrillic script. */
  readonly hasCyrillic: boolean;
  /** Whether any word is stemmed as Kazakh. */
  readonly hasKazakh: boolean;
  /** Number of documents that contain a word. */
  frequency(word: string): number;
  /** Whether a word also occurs without a capital letter and is therefore not only a name. */
  hasLowerCase(word: string): boolean;
  /** A word as printed; undefined if no document contains it. */
  printed(word: string): string | undefined;
  /** Whether any document contains these words next to each other. */
  hasPhrase(words: readonly string[]): boolean;
  withStem(wordStem: string): readonly string[];
  /** Cyrillic words and Latin names with the given skeleton (`skeletonOf`). */
  withSkeleton(skeleton: string): readonly string[];
  /** Latin words with the given skeleton, except names. */
  latinWithSkeleton(skeleton: string): readonly string[];
  /** Words with the given prefix, including at least the `limit` most frequent ones. */
  withPrefix(prefix: string, limit: number): readonly string[];
  /** Like `withSkeleton`, for all skeletons with the given prefix. Has the same limit as `withPrefix`. */
  withSkeletonPrefix(prefix: string, limit: number): readonly string[];
  /** The words within a Levenshtein distance of a word. A swap counts as two edits. */
  near(word: string, distance: number): readonly string[];
  /** The skeletons accepted by `withSkeleton` that are within a Levenshtein distance of a skeleton. */
  skeletonsNear(skeleton: string, distance: number): readonly string[];
}

/** Combines several vocabularies into the vocabulary of the library. Results contain each word once. */
export class Lexicon {
  constructor(private readonly parts: readonly Words[]) {}

  /** Number of documents that contain a word. */
  frequency(word: string): number {
    let sum = 0;
    for (const part of this.parts) sum += part.frequency(word);
    return sum;
  }

  /** Whether any document contains these words next to each other. */
  hasPhrase(words: readonly string[]): boolean {
    return this.parts.some((part) => part.hasPhrase(words));
  }

  /**
   * The words with the same stem as a word, including the word itself if it exists. Stop words do not count as
   * inflections of other words, because the stem of Най, for example, is на.
   */
  inflections(word: string): string[] {
    const general = this.wordsWithStem(stem(word));
    // A word may be in either language, regardless of the language of the rest of the query.
    const words = this.parts.some(({ hasKazakh }) => hasKazakh)
      ? [...new Set([...general, ...this.wordsWithStem(kazakhStem(word))])]
      : general;
    const all = words.length > 0 ? words : this.borrowedInKazakh(word);
    return isStopWord(word) ? all : all.filter((other) => !isStopWord(other));
  }

  /** The words with the given stem. */
  wordsWithStem(wordStem: string): string[] {
    return this.collect((part) => part.withStem(wordStem));
  }

  /**
   * Spellings of a word in the other script. Spellings in the same script are included in two cases: if no word in that
   * script has the same stem, and if they are case forms of a Russian name that the stemmer treats as different words
   * (Киев, Киева).
   *
   * Short skeletons of common words match unrelated words (slow and слова), so common words need long skeletons.
   */
  spellings(word: string): string[] {
    const script = scriptOf(word);
    if (script === null) return [];
    const inflections = this.inflections(word);
    const isForeign = inflections.length === 0;
    // Most libraries use only one script, and looking for spellings in the other script takes as long as ranking.
    if (script === "latin" && !isForeign && !this.parts.some(({ hasCyrillic }) => hasCyrillic)) return [];
    const isName = !this.parts.some((part) => part.hasLowerCase(word));
    const roots = isForeign && script === "cyrillic" ? [word.replace(RELATIONAL, ""), kazakhRoot(word) ?? word] : [];
    const skeletons = new Set([word, ...inflections, ...roots].map(skeletonOf));
    return [...skeletons].flatMap((skeleton) => {
      const isLong = skeleton.length >= SHORTEST_TELLING_SKELETON;
      const names = this.withSkeleton(skeleton).filter((other) =>
        scriptOf(other) === script ? isLong && (isForeign || script === "cyrillic") : isLong || isName,
      );
      return script === "cyrillic" && isLong ? [...names, ...this.borrowed(skeleton)] : names;
    });
  }

  /** The words with the given prefix, including the prefix itself, most frequent first. */
  withPrefix(prefix: string, limit: number): string[] {
    return this.byFrequency(this.collect((part) => part.withPrefix(prefix, limit))).slice(0, limit);
  }

  /** Words in the other script whose skeleton starts with the skeleton of an unfinished word. */
  spellingsWithPrefix(prefix: string, limit: number): string[] {
    const script = scriptOf(prefix);
    const skeleton = script === null ? "" : skeletonOf(prefix);
    if (skeleton === "") return [];
    const words = this.collect((part) => part.withSkeletonPrefix(skeleton, limit));
    return this.byFrequency(words.filter((word) => scriptOf(word) !== script)).slice(0, limit);
  }

  /**
   * The words with the fewest typos relative to a word.
   *
   * @param slips maximum number of typos
   * @returns all words at the smallest distance found, most frequent first; empty if that exceeds `slips`
   */
  near(word: string, slips: number): string[] {
    // MiniSearch counts a swap as two edits, so finding a single typo requires a distance of 2.
    const candidates = this.collect((part) => part.near(word, Math.max(slips, 2)));
    return this.byFrequency(nearest(candidates, (candidate) => editDistance(word, candidate), slips));
  }

  /** Like `near`, but among spellings in the other script, and with at most one typo. */
  spellingsNear(word: string): string[] {
    const script = scriptOf(word);
    const skeleton = script === null ? "" : skeletonOf(word);
    if (skeleton.length < SHORTEST_TELLING_SKELETON) return [];
    const candidates = this.collect((part) => part.skeletonsNear(skeleton, 1));
    return nearest(candidates, (candidate) => editDistance(skeleton, candidate), 1)
      .flatMap((candidate) => this.withSkeleton(candidate))
      .filter((other) => scriptOf(other) !== script);
  }

  /** A word as printed, with its capital letters; the word itself if no document contains it. */
  printed(word: string): string {
    for (const part of this.parts) {
      const form = part.printed(word);
      if (form !== undefined) return form;
    }
    return word;
  }

  /** The Russian word that a Kazakh one is a form of: студентов for студенттерге. */
  private borrowedInKazakh(word: string): string[] {
    const root = kazakhRoot(word);
    return root === null ? [] : this.wordsWithStem(stem(root));
  }

  /** Latin words that are not names, such as siloviki. */
  private borrowed(skeleton: string): string[] {
    return this.collect((part) => part.latinWithSkeleton(skeleton));
  }

  private withSkeleton(skeleton: string): string[] {
    return this.collect((part) => part.withSkeleton(skeleton));
  }

  private byFrequency(words: string[]): string[] {
    const frequencies = new Map(words.map((word) => [word, this.frequency(word)]));
    return words.sort((a, b) => frequencies.get(b)! - frequencies.get(a)! || (a < b ? -1 : 1));
  }

  private collect(wordsOf: (part: Words) => readonly string[]): string[] {
    if (this.parts.length === 1) return [...wordsOf(this.parts[0]!)];
    return [...new Set(this.parts.flatMap(wordsOf))];
  }
}

/** Suffixes that turn a name into an adjective: Валдайский. */
const RELATIONAL = /(?<=...)ск(?:ий|ая|ое|ие|ого|ой|ую|ому|их|им|ими|ом)$/;

/** Minimum length of a skeleton that is distinctive for any word. Shorter skeletons are distinctive only for names. */
const SHORTEST_TELLING_SKELETON = 5;

function nearest(candidates: readonly string[], distanceTo: (candidate: string) => number, maximum: number): string[] {
  let best = maximum;
  let found: string[] = [];
  for (const candidate of candidates) {
    const distance = distanceTo(candidate);
    if (distance > best) continue;
    if (distance < best) found = [];
    best = distance;
    found.push(candidate);
  }
  return found;
}
