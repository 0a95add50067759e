/**
 * A text as a sequence of words. A word is a run of letters and digits, a single character of a script that is written without
 * spaces, or any other visible character; white space only parts them.
 */
export interface Words {
  text: string;
  count: number;
  /** What each word is, as a number: the same for words that differ only in case, typography or invisible characters. */
  keys: Uint32Array;
  /** Where each word begins and ends in the text, in UTF-16 code units. */
  starts: Uint32Array;
  ends: Uint32Array;
  /** The number of the paragraph of each word. Paragraphs are lines; those without a word are not counted. */
  paragraphOf: Uint32Array;
  /** The first word of each paragraph, and at the end the number of words. */
  paragraphs: Uint32Array;
}

/** Words of one text in a row, half-open, by index. */
export interface Segment {
  from: number;
  to: number;
}

/** Numbers for words. Texts that are compared share one. */
export type Lexicon = Map<string, number>;

/** Scripts without spaces between words, of which each character is taken for a word. */
const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;

/** Characters that may stand within a word and are not seen: the soft hyphen, joiners, marks of direction. */
const INVISIBLE = String.raw`\u00ad\u200b-\u200f\u2060\ufeff`;

const WORD = new RegExp(
  String.raw`\n|[${UNSPACED}]\p{M}*|(?:(?![${UNSPACED}])[\p{L}\p{N}\p{M}${INVISIBLE}])+|\.{2,}|[^\s]`,
  "gu",
);

const ALL_INVISIBLE = new RegExp(`[${INVISIBLE}]`, "gu");
const PLAIN = /^[a-z0-9]+$/;

/** Single characters that editors and word processors change without changing words, and the plain ones. */
export const TYPOGRAPHIC: readonly (readonly [RegExp, string])[] = [
  [/^[\u2018-\u201b\u2032\u00b4`]$/u, "'"],
  [/^[\u201c-\u201f\u2033\u00ab\u00bb]$/u, '"'],
  [/^[\u2010-\u2015\u2212]$/u, "-"],
];

const TYPOGRAPHY: typeof TYPOGRAPHIC = [...TYPOGRAPHIC, [/^(?:\u2026|\.{2,})$/u, "\u2026"]];

/** A word without what typography and invisible characters make of it; the case is kept. */
function plainly(word: string): string {
  if (PLAIN.test(word)) return word;
  for (const [pattern, plain] of TYPOGRAPHY) if (pattern.test(word)) return plain;
  // NFKC also writes out ligatures, and digits and letters of full width.
  return word.normalize("NFKC").replace(ALL_INVISIBLE, "");
}

/** Reads the words of a text. Takes any string, lone surrogates too, and no longer than in proportion to its length. */
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
      // A word of nothing but invisible characters is none.
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

/** A word as it stands in the text. */
export function wordAt({ text, starts, ends }: Words, index: number): string {
  return text.slice(starts[index], ends[index]);
}

/** Whether two words are the same but for typography. Their case counts. */
export function isSameWord(one: string, other: string): boolean {
  return one === other || plainly(one) === plainly(other);
}

/** The first of the words from which on all end after an offset. */
export function firstWordAfter({ ends, count }: Words, offset: number): number {
  return firstWhere(count, (index) => ends[index]! > offset);
}

/** The first of the words from which on all start at an offset or later. */
export function firstWordFrom({ starts, count }: Words, offset: number): number {
  return firstWhere(count, (index) => starts[index]! >= offset);
}

/** The least number below a count for which something holds that holds for all greater ones; the count if there is none. */
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
