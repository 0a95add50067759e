/**
 * A text as a sequence of words. A word is a run of letters and digits, a single character of a script without spaces,
 * or any other visible character. Whitespace only separates words.
 */
export interface Words {
  text: string;
  count: number;
  /**
   * A number for each word. Words that differ only in case, typography or invisible characters have the same number.
   */
  keys: Uint32Array;
  /** Start and end of each word in the text, in UTF-16 code units. */
  starts: Uint32Array;
  ends: Uint32Array;
  /** The paragraph number of each word. A paragraph is a line with at least one word. */
  paragraphOf: Uint32Array;
  /** The first word of each paragraph, followed by the total number of words. */
  paragraphs: Uint32Array;
}

/** A half-open range of words in a text, by index. */
export interface Segment {
  from: number;
  to: number;
}

/** The number of each word. Texts that are compared share one lexicon. */
export type Lexicon = Map<string, number>;

/** Scripts without spaces between words. In these, each character counts as a word. */
const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;

/** Invisible characters that can occur inside words: soft hyphens, joiners and directional marks. */
const INVISIBLE = String.raw`\u00ad\u200b-\u200f\u2060\ufeff`;

const WORD = new RegExp(
  String.raw`\n|[${UNSPACED}]\p{M}*|(?:(?![${UNSPACED}])[\p{L}\p{N}\p{M}${INVISIBLE}])+|\.{2,}|[^\s]`,
  "gu",
);

const ALL_INVISIBLE = new RegExp(`[${INVISIBLE}]`, "gu");
const PLAIN = /^[a-z0-9]+$/;

/**
 * Typographic variants that editors and word processors substitute for single characters, with the plain characters.
 */
export const TYPOGRAPHIC: readonly (readonly [RegExp, string])[] = [
  [/^[\u2018-\u201b\u2032\u00b4`]$/u, "'"],
  [/^[\u201c-\u201f\u2033\u00ab\u00bb]$/u, '"'],
  [/^[\u2010-\u2015\u2212]$/u, "-"],
];

const TYPOGRAPHY: typeof TYPOGRAPHIC = [...TYPOGRAPHIC, [/^(?:\u2026|\.{2,})$/u, "\u2026"]];

/** A word in plain typography, without invisible characters. Its case is preserved. */
function plainly(word: string): string {
  if (PLAIN.test(word)) return word;
  for (const [pattern, plain] of TYPOGRAPHY) if (pattern.test(word)) return plain;
  // NFKC also expands ligatures and converts full-width letters and digits.
  return word.normalize("NFKC").replace(ALL_INVISIBLE, "");
}

/** Splits a text into words in linear time. Accepts any string, including lone surrogates. */
export function readWords(text: string, lexicon: Lexicon): Words {
  const keys: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const paragraphOf: number[] = [];
  const paragraphs: number[] = [];
  const known = new Map<string, number>();
  let begins = true;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (word === "\n") {
      begins = true;
      continue;
    }
    let key = known.get(word);
    if (key === undefined) {
      const plain = plainly(word).toLowerCase();
      // A word that consists only of invisible characters is skipped.
      key = plain === "" ? -1 : (lexicon.get(plain) ?? lexicon.size);
      if (key === lexicon.size) lexicon.set(plain, key);
      known.set(word, key);
    }
    if (key < 0) continue;
    if (begins) paragraphs.push(keys.length);
    begins = false;
    keys.push(key);
    starts.push(index);
    ends.push(index + word.length);
    paragraphOf.push(paragraphs.length - 1);
  }
  paragraphs.push(keys.length);
  return {
    text,
    count: keys.length,
    keys: Uint32Array.from(keys),
    starts: Uint32Array.from(starts),
    ends: Uint32Array.from(ends),
    paragraphOf: Uint32Array.from(paragraphOf),
    paragraphs: Uint32Array.from(paragraphs),
  };
}

/** A word as written in the text. */
export function wordAt({ text, starts, ends }: Words, index: number): string {
  return text.slice(starts[index], ends[index]);
}

/** Whether two words are equal except for typography. Case matters. */
export function isSameWord(one: string, other: string): boolean {
  return one === other || plainly(one) === plainly(other);
}

/** Index of the first word that ends after an offset. */
export function firstWordAfter({ ends, count }: Words, offset: number): number {
  return firstWhere(count, (index) => ends[index]! > offset);
}

/** Index of the first word that starts at or after an offset. */
export function firstWordFrom({ starts, count }: Words, offset: number): number {
  return firstWhere(count, (index) => starts[index]! >= offset);
}

/**
 * Binary search for the smallest number below `count` for which `holds` is true; `count` if there is none. `holds` must
 * be monotonic.
 */
function firstWhere(count: number, holds: (index: number) => boolean): number {
  let from = 0;
  let to = count;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
