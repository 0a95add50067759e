import SearchableMap from "minisearch/SearchableMap";
import type { Token } from "./analysis";
import { hasKazakhLetter } from "./kazakh";
import { SimilarWords } from "./similar-words";
import { skeletonOf } from "./skeleton";
import { isKazakh, kazakhStem, type Morphology, stem, stemLength } from "./stemming";

/** Minimum length of a stem for it to indicate a topic. Shorter stems come from abbreviations and initials. */
const SHORTEST_TELLING_STEM = 3;

const CYRILLIC = /^\p{Script=Cyrillic}+$/u;
const LATIN = /^\p{Script=Latin}+$/u;

const ADDRESS = /(?:[a-z]+:\/\/|www\.)\S+/gi;

/**
 * How a word is capitalized: always with a capital letter, like a name, or sometimes without one. URLs are lower case
 * throughout, so they do not count. Later values take precedence over earlier ones.
 */
const CASINGS = ["unknown", "capital", "lower"] as const;
export type Casing = (typeof CASINGS)[number];

/**
 * The script of a word if it can have spellings in the other script; null for numbers, mixed words and other scripts.
 */
export function scriptOf(word: string): "latin" | "cyrillic" | null {
  if (LATIN.test(word)) return "latin";
  return CYRILLIC.test(word) ? "cyrillic" : null;
}

/** The words of a segment with the same stem. */
export interface WordFamily {
  stem: string;
  /** Index of the family in its vocabulary, from 0. */
  number: number;
  /** The numbers of the words. */
  words: number[];
  /** Total number of occurrences of the words. */
  occurrences: number;
  /** Sum of the words' document frequencies. */
  documents: number;
  /** Whether the stem is long enough to indicate a topic. */
  isTelling: boolean;
}

/**
 * The words of a segment as written (not stemmed), each with a number. MiniSearch keeps neither the order of words,
 * which phrases need, nor their relations, which inflections and spellings in other scripts need.
 */
export class Vocabulary {
  /** Whether any word is in Cyrillic script. */
  hasCyrillic = false;
  /** Whether any word is stemmed as Kazakh. */
  hasKazakh = false;
  private readonly ids = new Map<string, number>();
  private readonly words: string[] = [];
  /** Number of documents with each word. */
  private readonly frequencies: number[] = [];
  /** For each word, the index in `Segment.words` of the occurrence whose surface form is displayed. */
  private readonly places: number[] = [];
  /** How each word is capitalized in sentences. */
  private readonly casings: Casing[] = [];
  /**
   * For each word, the family of its stem under the rules for Kazakh, and under the general rules. Undefined if those
   * rules are never applied to the word.
   */
  private readonly kazakhFamilies: (WordFamily | undefined)[] = [];
  private readonly generalFamilies: (WordFamily | undefined)[] = [];
  private readonly hasKazakhLetter: boolean[] = [];
  private documents = 0;
  private readonly inAddresses = new Map<string, Map<number, number>>();
  private readonly familyOf = new Map<string, WordFamily>();
  private allFamilies: readonly WordFamily[] | undefined;
  /**
   * Word numbers sorted by UTF-16 code units. With a tree, listing the words with a prefix would take four times as
   * long.
   */
  private alphabet = new Uint32Array();
  private similar = new SimilarWords([]);
  /** The Cyrillic words, and the Latin words that are always capitalized, by skeleton. */
  private readonly namesBySkeleton = new SearchableMap<number[]>();
  /**
   * The other Latin words by skeleton. Combining them with the names would yield 1.25 % false friends, such as "rate"
   * and "ratio".
   */
  private readonly latinBySkeleton = new Map<string, number[]>();

  /**
   * Adds the words of one document.
   *
   * @param from number of words added so far
   * @returns the word numbers in the same order
   */
  add(tokens: readonly Token[], text: string, from: number, morphology: Morphology = "general"): Uint32Array {
    const isInAddress = addressesIn(text);
    const document = this.documents++;
    const ids = Uint32Array.from(tokens, (token, index) => {
      if (!isInAddress(token.start)) return this.intern(token.word, casingAt(text, token.start), from + index);
      this.countInAddress(token.word, document);
      return this.intern(token.word, "unknown", from + index);
    });
    for (const id of ids) this.familyOfWord(id, morphology).occurrences += 1;
    for (const id of new Set(ids)) {
      this.frequencies[id]! += 1;
      this.familyOfWord(id, morphology).documents += 1;
    }
    return ids;
  }

  /**
   * Indexes the words by skeleton, by letters and alphabetically. This is done after all documents have been added, because only
   * then is it known which words are always capitalized. Doing this lazily would delay the first search in a large
   * library by most of a second.
   */
  file(): void {
    const { words } = this;
    this.alphabet = Uint32Array.from(words.keys()).sort((a, b) => (words[a]! < words[b]! ? -1 : 1));
    this.similar = new SimilarWords(words);
    for (const [id, word] of words.entries()) {
      const script = scriptOf(word);
      const skeleton = script === null ? "" : skeletonOf(word);
      if (skeleton === "") continue;
      if (script === "cyrillic" || this.casings[id] === "capital") {
        this.namesBySkeleton.fetch(skeleton, () => []).push(id);
        continue;
      }
      const same = this.latinBySkeleton.get(skeleton);
      if (same) same.push(id);
      else this.latinBySkeleton.set(skeleton, [id]);
    }
  }

  private countInAddress(word: string, document: number): void {
    const counts = this.inAddresses.get(word);
    if (counts) counts.set(document, (counts.get(document) ?? 0) + 1);
    else this.inAddresses.set(word, new Map([[document, 1]]));
  }

  private intern(word: string, casing: Casing, place: number): number {
    const known = this.ids.get(word);
    if (known === undefined) return this.enter(word, casing, place);
    // Prefers the lower-case form, because a capital may only be due to the start of a sentence.
    if (CASINGS.indexOf(casing) > CASINGS.indexOf(this.casings[known]!)) {
      this.casings[known] = casing;
      this.places[known] = place;
    }
    return known;
  }

  private enter(word: string, casing: Casing, place: number): number {
    const id = this.words.push(word) - 1;
    this.ids.set(word, id);
    this.frequencies.push(0);
    this.places.push(place);
    this.casings.push(casing);
    this.hasCyrillic ||= CYRILLIC.test(word);
    this.hasKazakhLetter.push(hasKazakhLetter(word));
    return id;
  }

  /** The family of a word in a text with this morphology. */
  private familyOfWord(id: number, morphology: Morphology): WordFamily {
    const word = this.words[id]!;
    const kazakh = morphology === "general" ? this.hasKazakhLetter[id]! : isKazakh(word, morphology);
    const families = kazakh ? this.kazakhFamilies : this.generalFamilies;
    const known = families[id];
    if (known) return known;
    const family = this.familyFor(kazakh ? kazakhStem(word) : stem(word));
    family.words.push(id);
    families[id] = family;
    this.hasKazakh ||= kazakh;
    return family;
  }

  private familyFor(wordStem: string): WordFamily {
    const known = this.familyOf.get(wordStem);
    if (known) return known;
    const family: WordFamily = {
      stem: wordStem,
      words: [],
      number: this.familyOf.size,
      occurrences: 0,
      documents: 0,
      isTelling: stemLength(wordStem) >= SHORTEST_TELLING_STEM,
    };
    this.familyOf.set(wordStem, family);
    this.allFamilies = undefined;
    return family;
  }

  /** Number of words. */
  get size(): number {
    return this.words.length;
  }

  /** The number of a word; undefined if no document contains it. */
  idOf(word: string): number | undefined {
    return this.ids.get(word);
  }

  /** Frequency of a word in URLs, by document number; undefined if it never occurs in one. */
  addressesWith(word: string): ReadonlyMap<number, number> | undefined {
    return this.inAddresses.get(word);
  }

  /** Whether a word also occurs without a capital letter and is therefore not only a name. */
  hasLowerCase(word: string): boolean {
    const id = this.ids.get(word);
    return id !== undefined && this.casings[id] !== "capital";
  }

  /** How the word with this number is capitalized in sentences. */
  casingOf(id: number): Casing {
    return this.casings[id]!;
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

  /**
   * The family number of each word in a text with this morphology, by word number; 0 for words that are never stemmed
   * in this way.
   */
  familyNumbers(morphology: Morphology): Uint32Array {
    const { words, kazakhFamilies, generalFamilies, hasKazakhLetter: own } = this;
    return Uint32Array.from(words, (word, id) => {
      const kazakh = morphology === "general" ? own[id]! : isKazakh(word, morphology);
      return (kazakh ? kazakhFamilies[id] : generalFamilies[id])?.number ?? 0;
    });
  }

  /** Number of documents with this word. */
  frequencyOf(id: number): number {
    return this.frequencies[id]!;
  }

  /** Index in `Segment.words` of the occurrence whose form is displayed. */
  printedAt(word: string): number | undefined {
    const id = this.ids.get(word);
    return id === undefined ? undefined : this.places[id];
  }

  /** The words with the given prefix, including the prefix itself, in alphabetical order. */
  wordsWithPrefix(prefix: string): string[] {
    const { words, alphabet } = this;
    let low = 0;
    let high = alphabet.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (words[alphabet[middle]!]! < prefix) low = middle + 1;
      else high = middle;
    }
    const found: string[] = [];
    for (let place = low; place < alphabet.length; place++) {
      const word = words[alphabet[place]!]!;
      if (!word.startsWith(prefix)) break;
      found.push(word);
    }
    return found;
  }

  /** The words within a Levenshtein distance of a word. A swap of neighbours counts as two edits. */
  wordsNear(word: string, distance: number): string[] {
    return this.similar.near(word, distance);
  }

  /** The words with the given stem. */
  wordsWithStem(wordStem: string): string[] {
    return (this.familyOf.get(wordStem)?.words ?? []).map((id) => this.wordOf(id));
  }

  /** The family of the given stem; undefined if no word has it. */
  familyWithStem(wordStem: string): WordFamily | undefined {
    return this.familyOf.get(wordStem);
  }

  /** The Cyrillic words and Latin names with the given skeleton (`skeletonOf`). */
  wordsWithSkeleton(skeleton: string): string[] {
    return (this.namesBySkeleton.get(skeleton) ?? []).map((id) => this.wordOf(id));
  }

  /** The Latin words with the given skeleton, except names. */
  latinWordsWithSkeleton(skeleton: string): string[] {
    return (this.latinBySkeleton.get(skeleton) ?? []).map((id) => this.wordOf(id));
  }

  /** The words whose skeleton starts with the given prefix. */
  wordsWithSkeletonPrefix(prefix: string): string[] {
    return [...this.namesBySkeleton.atPrefix(prefix).values()].flat().map((id) => this.wordOf(id));
  }

  /** The skeletons within a Levenshtein distance of a skeleton. */
  skeletonsNear(skeleton: string, distance: number): Iterable<string> {
    return this.namesBySkeleton.fuzzyGet(skeleton, distance).keys();
  }
}

function casingAt(text: string, start: number): Casing {
  const first = text.charAt(start);
  return first === first.toLowerCase() ? "lower" : "capital";
}

/** Returns a function that reports whether an offset is inside a URL. Offsets must be passed in ascending order. */
function addressesIn(text: string): (offset: number) => boolean {
  if (!text.includes("://") && !text.includes("www.")) return () => false;
  const addresses = text.matchAll(ADDRESS);
  let address = addresses.next().value;
  return (offset) => {
    while (address && address.index + address[0].length <= offset) address = addresses.next().value;
    return address !== undefined && address.index <= offset;
  };
}
