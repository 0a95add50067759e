import { editDistance } from "./edit-distance";
import { skeletonOf } from "./skeleton";
import { kazakhStem, stem } from "./stemming";
import { isStopWord } from "./stop-words";
import { scriptOf } from "./vocabulary";

/** What some documents know of words: those of a segment, or those that a database keeps. Lists of words are in no particular order. */
export interface Words {
  /** Whether there are words in Cyrillic script. */
  readonly hasCyrillic: boolean;
  /** Whether there are words that are stemmed as Kazakh. */
  readonly hasKazakh: boolean;
  /** In how many documents a word occurs. */
  frequency(word: string): number;
  /** Whether some document has a word without a capital letter: then it is more than a name. */
  hasLowerCase(word: string): boolean;
  /** A word as it is printed; undefined where no document has it. */
  printed(word: string): string | undefined;
  /** Whether some document has words next to each other. */
  hasPhrase(words: readonly string[]): boolean;
  withStem(wordStem: string): readonly string[];
  /** The words that have a skeleton (`skeletonOf`): all Cyrillic ones, and names. */
  withSkeleton(skeleton: string): readonly string[];
  /** The Latin words beside names that have a skeleton. */
  latinWithSkeleton(skeleton: string): readonly string[];
  /** The words that begin with a prefix; at least the commonest of them, as many as the limit says. */
  withPrefix(prefix: string, limit: number): readonly string[];
  /** As `withSkeleton`, of the skeletons that begin with a prefix; limited like `withPrefix`. */
  withSkeletonPrefix(prefix: string, limit: number): readonly string[];
  /** The words within a Levenshtein distance, in which a swap counts as two edits. */
  near(word: string, distance: number): readonly string[];
  /** The skeletons of `withSkeleton` within such a distance. */
  skeletonsNear(skeleton: string, distance: number): readonly string[];
}

/** The words of several collections together: what the library knows of a word. Results hold each word once. */
export class Lexicon {
  constructor(private readonly parts: readonly Words[]) {}

  /** In how many documents a word occurs. */
  frequency(word: string): number {
    return this.parts.reduce((sum, part) => sum + part.frequency(word), 0);
  }

  /** Whether some document has words next to each other. */
  hasPhrase(words: readonly string[]): boolean {
    return this.parts.some((part) => part.hasPhrase(words));
  }

  /**
   * The words that share a word's stem, the word itself included where there is such. Stop words inflect no other word: the stem
   * of Най is на.
   */
  inflections(word: string): string[] {
    const general = this.wordsWithStem(stem(word));
    // A word may be of either language, whatever else the query says.
    const words = this.parts.some(({ hasKazakh }) => hasKazakh)
      ? [...new Set([...general, ...this.wordsWithStem(kazakhStem(word))])]
      : general;
    return isStopWord(word) ? words : words.filter((other) => !isStopWord(other));
  }

  /** The words that have a stem. */
  wordsWithStem(wordStem: string): string[] {
    return this.collect((part) => part.withStem(wordStem));
  }

  /**
   * Words that are spellings of a word in the other script; in its own script too where nothing there has its stem, and for
   * Russian cases of names that the stemmer takes for other words (Киев, Киева).
   *
   * Words that are no names have false friends among short skeletons (slow and слова), so theirs must be long.
   */
  spellings(word: string): string[] {
    const script = scriptOf(word);
    if (script === null) return [];
    const inflections = this.inflections(word);
    const isForeign = inflections.length === 0;
    // Most libraries have one script, and looking for what cannot be there costs as much as ranking.
    if (script === "latin" && !isForeign && !this.parts.some(({ hasCyrillic }) => hasCyrillic)) return [];
    const isName = !this.parts.some((part) => part.hasLowerCase(word));
    const roots = isForeign && script === "cyrillic" ? [word.replace(RELATIONAL, "")] : [];
    const skeletons = new Set([word, ...inflections, ...roots].map(skeletonOf));
    return [...skeletons].flatMap((skeleton) => {
      const isLong = skeleton.length >= SHORTEST_TELLING_SKELETON;
      const names = this.withSkeleton(skeleton).filter((other) =>
        scriptOf(other) === script ? isLong && (isForeign || script === "cyrillic") : isLong || isName,
      );
      return script === "cyrillic" && isLong ? [...names, ...this.borrowed(skeleton)] : names;
    });
  }

  /** The words that begin with a prefix, the commonest first, the prefix itself included. */
  withPrefix(prefix: string, limit: number): string[] {
    return this.byFrequency(this.collect((part) => part.withPrefix(prefix, limit))).slice(0, limit);
  }

  /** Words in any script whose skeleton begins as that of an unfinished word does. */
  spellingsWithPrefix(prefix: string, limit: number): string[] {
    const script = scriptOf(prefix);
    const skeleton = script === null ? "" : skeletonOf(prefix);
    if (skeleton === "") return [];
    const words = this.collect((part) => part.withSkeletonPrefix(skeleton, limit));
    return this.byFrequency(words.filter((word) => scriptOf(word) !== script)).slice(0, limit);
  }

  /**
   * The words that are fewest slips away from a word.
   *
   * @param slips allowed at most
   * @returns all words at the least distance found; empty where that exceeds `slips`
   */
  near(word: string, slips: number): string[] {
    // MiniSearch counts a swap as two edits, so one slip more than a single one has to be looked for.
    const candidates = this.collect((part) => part.near(word, Math.max(slips, 2)));
    return nearest(candidates, (candidate) => editDistance(word, candidate), slips);
  }

  /** As `near`, among the spellings of the other script, one slip away at most. */
  spellingsNear(word: string): string[] {
    const script = scriptOf(word);
    const skeleton = script === null ? "" : skeletonOf(word);
    if (skeleton.length < SHORTEST_TELLING_SKELETON) return [];
    const candidates = this.collect((part) => part.skeletonsNear(skeleton, 1));
    return nearest(candidates, (candidate) => editDistance(skeleton, candidate), 1)
      .flatMap((candidate) => this.withSkeleton(candidate))
      .filter((other) => scriptOf(other) !== script);
  }

  /** A word as it is printed, capital letters and all; the word itself where no document has it. */
  printed(word: string): string {
    for (const part of this.parts) {
      const form = part.printed(word);
      if (form !== undefined) return form;
    }
    return word;
  }

  /** Latin words that are no names, such as siloviki. */
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

/** What makes an adjective of a name: Валдайский. */
const RELATIONAL = /(?<=...)ск(?:ий|ая|ое|ие|ого|ой|ую|ому|их|им|ими|ом)$/;

/** Shorter skeletons tell words apart only where both are names. */
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
