/**
 * Generates a library of any size in an artificial language. The library is the same on every run, and has the
 * statistics that make real text hard to search: a few words occur in nearly every passage, and a great many occur in
 * hardly any.
 *
 * Words are drawn by the Zipf-Mandelbrot law (the probability of the word of rank r is proportional to (r + 2.7)^-1)
 * from a vocabulary that grows by Heaps' law (30 n^0.55 words after n). Passage lengths are log-normal with a median of
 * 90 words.
 */

import type { SearchDocument } from "@/lib/search/documents";
import { plainDocument } from "./collection";

export interface GeneratedLibrary {
  documents: SearchDocument[];
  /** Every word in lower case with the number of passages that contain it, most frequent first. */
  words: { word: string; passages: number }[];
}

const ZIPF = { shift: 2.7, exponent: 1 };
const HEAPS = { factor: 30, exponent: 0.55 };
const PASSAGE = { median: 90, spread: 0.5, shortest: 5, longest: 1_000 };
const SENTENCE = { shortest: 6, longest: 30 };

/** The shares of inflected forms and names among the less frequent words. */
const INFLECTED = 0.3;
const NAMES = 0.05;
const COMMONEST = 200;

const ONSETS = [
  "",
  "",
  "b",
  "br",
  "d",
  "f",
  "g",
  "gr",
  "k",
  "l",
  "m",
  "n",
  "p",
  "pl",
  "r",
  "s",
  "st",
  "t",
  "tr",
  "v",
  "z",
];
const VOWELS = ["a", "a", "e", "e", "i", "o", "o", "u", "ai", "ou"];
const CODAS = ["", "", "", "l", "m", "n", "n", "nd", "r", "rt", "s", "t", "x"];
const ENDINGS = ["s", "s", "ed", "ing", "er", "ly", "ness"];

/** Random numbers from 0 (inclusive) to 1 (exclusive), determined by a seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function generateLibrary(passages: number, seed = 1): GeneratedLibrary {
  const random = randomNumbers(seed);
  const vocabulary = new MadeUpVocabulary(random);
  const documents: SearchDocument[] = [];
  for (let number = 0; number < passages; number++) {
    const words = Array.from({ length: passageLength(random) }, () => vocabulary.draw(number));
    documents.push(plainDocument(String(number), inSentences(words, random), "en"));
  }
  return { documents, words: vocabulary.words() };
}

class MadeUpVocabulary {
  private readonly surfaces: string[] = [];
  private readonly taken = new Set<string>();
  private readonly passages: number[] = [];
  private readonly lastPassage: number[] = [];
  /** Cumulative, unnormalized probabilities. Index r holds the sum for the ranks 0 to r. */
  private readonly cumulative: number[] = [];
  private drawn = 0;
  /** How many words are drawn before the next new word is added. */
  private nextNew = 1;

  constructor(private readonly random: () => number) {}

  /** The next word of a text, as printed. */
  draw(passage: number): string {
    this.drawn += 1;
    const rank = this.drawn >= this.nextNew ? this.add() : this.drawRank();
    if (this.lastPassage[rank] !== passage) {
      this.lastPassage[rank] = passage;
      this.passages[rank]! += 1;
    }
    return this.surfaces[rank]!;
  }

  words(): GeneratedLibrary["words"] {
    return this.surfaces
      .map((surface, rank) => ({ word: surface.toLowerCase(), passages: this.passages[rank]! }))
      .sort((a, b) => b.passages - a.passages);
  }

  private drawRank(): number {
    const aim = this.random() * this.cumulative.at(-1)!;
    let low = 0;
    let high = this.cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.cumulative[middle]! > aim) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private add(): number {
    const rank = this.surfaces.length;
    this.nextNew = ((rank + 1) / HEAPS.factor) ** (1 / HEAPS.exponent);
    let word = this.makeUp(rank);
    while (this.taken.has(word)) word = this.makeUp(rank);
    this.taken.add(word);
    const isName = rank >= COMMONEST && this.random() < NAMES;
    this.surfaces.push(isName ? capitalised(word) : word);
    this.passages.push(0);
    this.lastPassage.push(-1);
    this.cumulative.push((this.cumulative.at(-1) ?? 0) + (rank + ZIPF.shift) ** -ZIPF.exponent);
    return rank;
  }

  /** More frequent words are shorter, as in every language. */
  private makeUp(rank: number): string {
    if (rank >= COMMONEST && this.random() < INFLECTED) {
      return this.surfaces[Math.floor(this.random() * rank)]!.toLowerCase() + pick(ENDINGS, this.random);
    }
    const syllables = (rank < COMMONEST ? 1 : 2) + Math.floor(this.random() * (rank < 10_000 ? 2 : 3));
    const syllable = (): string => pick(ONSETS, this.random) + pick(VOWELS, this.random) + pick(CODAS, this.random);
    return Array.from({ length: syllables }, syllable).join("");
  }
}

function pick(parts: readonly string[], random: () => number): string {
  return parts[Math.floor(random() * parts.length)]!;
}

/** Log-normal, using the Box-Muller transform. */
function passageLength(random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const length = Math.round(PASSAGE.median * Math.exp(PASSAGE.spread * normal));
  return Math.min(PASSAGE.longest, Math.max(PASSAGE.shortest, length));
}

function inSentences(words: readonly string[], random: () => number): string {
  const parts: string[] = [];
  let left = 0;
  words.forEach((word, index) => {
    const isFirst = left === 0;
    if (isFirst) left = SENTENCE.shortest + Math.floor(random() * (SENTENCE.longest - SENTENCE.shortest));
    left -= 1;
    const isLast = left === 0 || index === words.length - 1;
    parts.push((isFirst ? capitalised(word) : word) + (isLast ? "." : ""));
  });
  return parts.join(" ");
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
