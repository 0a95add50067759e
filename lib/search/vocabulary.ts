import SearchableMap from "minisearch/SearchableMap";
import type { Token } from "./analysis";
import { hasKazakhLetter } from "./kazakh";
import { skeletonOf } from "./skeleton";
import { isKazakh, kazakhStem, type Morphology, stem, stemLength } from "./stemming";
import { isStopWord } from "./stop-words";

/** Shorter stems are those of abbreviations and initials, which say little. */
const SHORTEST_TELLING_STEM = 3;

const CYRILLIC = /^\p{Script=Cyrillic}+$/u;
const LATIN = /^\p{Script=Latin}+$/u;

const ADDRESS = /(?:[a-z]+:\/\/|www\.)\S+/gi;

/**
 * How a word is written: always with a capital letter, as names are, or without it somewhere. Web addresses are all in lower
 * case, so they do not tell. Later ones say more than earlier ones.
 */
const CASINGS = ["unknown", "capital", "lower"] as const;
export type Casing = (typeof CASINGS)[number];

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
  /** The numbers of the words. */
  words: number[];
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
  /** Whether there are words that are stemmed as Kazakh. */
  hasKazakh = false;
  private readonly ids = new Map<string, number>();
  private readonly words: string[] = [];
  /** In how many documents each word occurs. */
  private readonly frequencies: number[] = [];
  /** For each word, the place in the segment's row of words whose surface form is to be printed. */
  private readonly places: number[] = [];
  /** How each word is written in sentences. */
  private readonly casings: Casing[] = [];
  /** For each word, the words that share its stem by the rules of Kazakh, and by those of its script; where it was met so. */
  private readonly kazakhFamilies: (WordFamily | undefined)[] = [];
  private readonly generalFamilies: (WordFamily | undefined)[] = [];
  private readonly hasKazakhLetter: boolean[] = [];
  private documents = 0;
  private readonly inAddresses = new Map<string, Map<number, number>>();
  private readonly familyOf = new Map<string, WordFamily>();
  private allFamilies: readonly WordFamily[] | undefined;
  /** The numbers of the words in the order of their UTF-16 code units: a tree takes four times as long to list what has a prefix. */
  private alphabet = new Uint32Array();
  /** The words by what is left of them in any script: all Cyrillic words, and those of Latin script that always have a capital letter. */
  private readonly namesBySkeleton = new SearchableMap<number[]>();
  /** The other Latin words; with the names they would bring in 1.25 % of false friends such as "rate" and "ratio". */
  private readonly latinBySkeleton = new Map<string, number[]>();

  /**
   * Takes in the words of one document.
   *
   * @param from how many words came before them
   * @returns their numbers in the same order
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
   * Files the words by their skeletons and by how they begin, when all documents are in: before that it is not known which words
   * always have a capital letter. Left to the first who asks, it would hold them up for most of a second in a large library.
   */
  file(): void {
    const { words } = this;
    this.alphabet = Uint32Array.from(words.keys()).sort((a, b) => (words[a]! < words[b]! ? -1 : 1));
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
    // The form in lower case is printed where there is one: a word may only stand at the start of a sentence.
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

  /** The words that share the stem which a word has in such a text. */
  private familyOfWord(id: number, morphology: Morphology): WordFamily {
    const word = this.words[id]!;
    const kazakh = morphology === "general" ? this.hasKazakhLetter[id]! : isKazakh(word, morphology);
    const families = kazakh ? this.kazakhFamilies : this.generalFamilies;
    const known = families[id];
    if (known) return known;
    const family = this.familyFor(kazakh ? kazakhStem(word) : stem(word), word);
    family.words.push(id);
    families[id] = family;
    this.hasKazakh ||= kazakh;
    return family;
  }

  private familyFor(wordStem: string, word: string): WordFamily {
    const known = this.familyOf.get(wordStem);
    if (known) return known;
    const family: WordFamily = {
      stem: wordStem,
      words: [],
      number: this.familyOf.size,
      occurrences: 0,
      documents: 0,
      isTelling: stemLength(wordStem) >= SHORTEST_TELLING_STEM && !isStopWord(word),
    };
    this.familyOf.set(wordStem, family);
    this.allFamilies = undefined;
    return family;
  }

  /** How many words there are. */
  get size(): number {
    return this.words.length;
  }

  /** The number of a word, or undefined where no document has it. */
  idOf(word: string): number | undefined {
    return this.ids.get(word);
  }

  /** How often a word stands in web addresses, by the number of the document; undefined where it never does. */
  addressesWith(word: string): ReadonlyMap<number, number> | undefined {
    return this.inAddresses.get(word);
  }

  /** Whether some document has a word without a capital letter: then it is more than a name. */
  hasLowerCase(word: string): boolean {
    const id = this.ids.get(word);
    return id !== undefined && this.casings[id] !== "capital";
  }

  /** How the word with this number is written in sentences. */
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

  /** The number of the family that each word has in such a text, by the number of the word; 0 for those that no such text has. */
  familyNumbers(morphology: Morphology): Uint32Array {
    const { words, kazakhFamilies, generalFamilies, hasKazakhLetter: own } = this;
    return Uint32Array.from(words, (word, id) => {
      const kazakh = morphology === "general" ? own[id]! : isKazakh(word, morphology);
      return (kazakh ? kazakhFamilies[id] : generalFamilies[id])?.number ?? 0;
    });
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

  /** The words that begin with a prefix, itself included, in alphabetical order. */
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

  /** The words that have a stem. */
  wordsWithStem(wordStem: string): string[] {
    return (this.familyOf.get(wordStem)?.words ?? []).map((id) => this.wordOf(id));
  }

  /** The family of a stem, or undefined where no word has it. */
  familyWithStem(wordStem: string): WordFamily | undefined {
    return this.familyOf.get(wordStem);
  }

  /** The words that have a skeleton (`skeletonOf`): all Cyrillic ones, and names. */
  wordsWithSkeleton(skeleton: string): string[] {
    return (this.namesBySkeleton.get(skeleton) ?? []).map((id) => this.wordOf(id));
  }

  /** The Latin words beside names that have a skeleton. */
  latinWordsWithSkeleton(skeleton: string): string[] {
    return (this.latinBySkeleton.get(skeleton) ?? []).map((id) => this.wordOf(id));
  }

  /** The words whose skeleton begins with some letters. */
  wordsWithSkeletonPrefix(prefix: string): string[] {
    return [...this.namesBySkeleton.atPrefix(prefix).values()].flat().map((id) => this.wordOf(id));
  }

  /** The skeletons within a Levenshtein distance. */
  skeletonsNear(skeleton: string, distance: number): Iterable<string> {
    return this.namesBySkeleton.fuzzyGet(skeleton, distance).keys();
  }
}

function casingAt(text: string, start: number): Casing {
  const first = text.charAt(start);
  return first === first.toLowerCase() ? "lower" : "capital";
}

/** Tells which offsets of a text, asked for in ascending order, lie in web addresses. */
function addressesIn(text: string): (offset: number) => boolean {
  if (!text.includes("://") && !text.includes("www.")) return () => false;
  const addresses = text.matchAll(ADDRESS);
  let address = addresses.next().value;
  return (offset) => {
    while (address && address.index + address[0].length <= offset) address = addresses.next().value;
    return address !== undefined && address.index <= offset;
  };
}
