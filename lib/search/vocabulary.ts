import SearchableMap from "minisearch/SearchableMap";
import type { Token } from "./analysis";
import { skeletonOf } from "./skeleton";
import { stem } from "./stemming";
import { isStopWord } from "./stop-words";

/** Shorter stems are those of abbreviations and initials, which say little. */
const SHORTEST_TELLING_STEM = 3;

const CYRILLIC = /^\p{Script=Cyrillic}+$/u;
const LATIN = /^\p{Script=Latin}+$/u;

/** The script of a word whose spelling in the other script can be looked for; null for numbers, mixtures and other scripts. */
export function scriptOf(word: string): "latin" | "cyrillic" | null {
  if (LATIN.test(word)) return "latin";
  return CYRILLIC.test(word) ? "cyrillic" : null;
}

/** The words of a segment that have a stem in common. */
export interface WordFamily {
  stem: string;
  /** Counts the families of a vocabulary, from 0. */
  number: number;
  words: string[];
  /** How often they occur, all together. */
  occurrences: number;
  /** In how many documents each of them occurs, added up. */
  documents: number;
  /** Whether they say something of what a document is about. */
  isTelling: boolean;
}

/**
 * The words of a segment as they are written (never stems), each with a number. MiniSearch keeps neither the order of words
 * nor what they have in common, and phrases, inflections and spellings in other scripts need both.
 */
export class Vocabulary {
  /** Whether there are words in Cyrillic script. */
  hasCyrillic = false;
  private readonly ids = new Map<string, number>();
  private readonly words: string[] = [];
  /** In how many documents each word occurs. */
  private readonly frequencies: number[] = [];
  /** For each word, the place in the segment's row of words whose surface form is to be printed. */
  private readonly places: number[] = [];
  private readonly alwaysCapital: boolean[] = [];
  /** For each word, the words that share its stem. */
  private readonly familyOfWord: WordFamily[] = [];
  private readonly familyOf = new Map<string, WordFamily>();
  private allFamilies: readonly WordFamily[] | undefined;
  private numbers: Uint32Array | undefined;
  private idsBySkeleton: SearchableMap<number[]> | undefined;

  /**
   * Takes in the words of one document.
   *
   * @param from how many words came before them
   * @returns their numbers in the same order
   */
  add(tokens: readonly Token[], text: string, from: number): Uint32Array {
    const ids = Uint32Array.from(tokens, (token, index) => this.intern(token, text, from + index));
    for (const id of ids) this.familyOfWord[id]!.occurrences += 1;
    for (const id of new Set(ids)) {
      this.frequencies[id]! += 1;
      this.familyOfWord[id]!.documents += 1;
    }
    return ids;
  }

  private intern({ word, start }: Token, text: string, place: number): number {
    const known = this.ids.get(word);
    if (known === undefined) return this.enter(word, place, startsWithCapital(text, start));
    // The form in lower case is printed where there is one: a word may only stand at the start of a sentence.
    if (this.alwaysCapital[known] && !startsWithCapital(text, start)) {
      this.alwaysCapital[known] = false;
      this.places[known] = place;
    }
    return known;
  }

  private enter(word: string, place: number, isCapital: boolean): number {
    const id = this.words.push(word) - 1;
    this.ids.set(word, id);
    this.frequencies.push(0);
    this.places.push(place);
    this.alwaysCapital.push(isCapital);
    this.hasCyrillic ||= CYRILLIC.test(word);
    const wordStem = stem(word);
    let family = this.familyOf.get(wordStem);
    if (!family) {
      family = {
        stem: wordStem,
        words: [],
        number: this.familyOf.size,
        occurrences: 0,
        documents: 0,
        isTelling: wordStem.length >= SHORTEST_TELLING_STEM && !isStopWord(word),
      };
      this.familyOf.set(wordStem, family);
    }
    family.words.push(word);
    this.familyOfWord.push(family);
    this.idsBySkeleton = undefined;
    this.allFamilies = undefined;
    this.numbers = undefined;
    return id;
  }

  /** The number of a word, or undefined where no document has it. */
  idOf(word: string): number | undefined {
    return this.ids.get(word);
  }

  /** Whether some document has a word in lower case: then it is more than a name. */
  hasLowerCase(word: string): boolean {
    const id = this.ids.get(word);
    return id !== undefined && !this.alwaysCapital[id];
  }

  /** The word with this number. */
  wordOf(id: number): string {
    return this.words[id]!;
  }

  /** All families, by number. */
  families(): readonly WordFamily[] {
    this.allFamilies ??= [...this.familyOf.values()];
    return this.allFamilies;
  }

  /** The number of the family of each word, by the number of the word; as `numberOf` says where it is given. */
  familyNumbers(numberOf?: (family: WordFamily) => number): Uint32Array {
    if (numberOf) return Uint32Array.from(this.familyOfWord, numberOf);
    this.numbers ??= Uint32Array.from(this.familyOfWord, ({ number }) => number);
    return this.numbers;
  }

  /** In how many documents the word with this number occurs. */
  frequencyOf(id: number): number {
    return this.frequencies[id]!;
  }

  /** Where in the segment's row of words a word stands in the form in which it is to be printed. */
  printedAt(word: string): number | undefined {
    const id = this.ids.get(word);
    return id === undefined ? undefined : this.places[id];
  }

  /** The words that have a stem, or undefined where there are none. */
  familyWithStem(wordStem: string): WordFamily | undefined {
    return this.familyOf.get(wordStem);
  }

  /**
   * The words by what is left of them in any script (`skeletonOf`): all Cyrillic words, and those of Latin script that always
   * have a capital letter. All Latin words would bring in 1.25 % of false friends such as "rate" and "ratio".
   */
  private skeletons(): SearchableMap<number[]> {
    if (!this.idsBySkeleton) {
      this.idsBySkeleton = new SearchableMap();
      for (const [id, word] of this.words.entries()) {
        const script = scriptOf(word);
        const skeleton =
          script === "cyrillic" || (script === "latin" && this.alwaysCapital[id]) ? skeletonOf(word) : "";
        if (skeleton !== "") this.idsBySkeleton.fetch(skeleton, () => []).push(id);
      }
    }
    return this.idsBySkeleton;
  }

  /** The words that have a skeleton. */
  wordsWithSkeleton(skeleton: string): string[] {
    return (this.skeletons().get(skeleton) ?? []).map((id) => this.wordOf(id));
  }

  /** The words whose skeleton begins with some letters. */
  wordsWithSkeletonPrefix(prefix: string): string[] {
    return [...this.skeletons().atPrefix(prefix).values()].flat().map((id) => this.wordOf(id));
  }

  /** The skeletons within a Levenshtein distance. */
  skeletonsNear(skeleton: string, distance: number): Iterable<string> {
    return this.skeletons().fuzzyGet(skeleton, distance).keys();
  }
}

function startsWithCapital(text: string, start: number): boolean {
  const first = text.charAt(start);
  return first !== first.toLowerCase();
}
