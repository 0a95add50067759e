import { GramIndex } from "./gram-index";
import type { BoxedText, WordBox } from "./model";
import { partOf } from "./queries";

/**
 * Number of letters that must be equal for two places to count as the same without other evidence. A shorter text can
 * occur twice by coincidence.
 */
const GRAM = 24;
/** Number of letters that must be equal after a difference, if the place is close to the previous match. */
const RESUMED = 12;
/** Maximum number of letters that may be missing from either text at such a place. */
const NEAR = 200;
/** Maximum number of letters between two matches for which the words between them are compared. */
const MAX_GAP = 20_000;
/** Maximum size of a gap whose words are compared one by one, as the product of the numbers of words. */
const MAX_PAIRS = 400_000;

/** Characters that separate words, or are invisible. */
const IGNORED = /[\s\u00ad\u200b\ufeff]/u;
/** Variants of a character that importers treat as the same. */
const FOLDED = new Map([
  ["\u2010", "-"],
  ["\u2011", "-"],
]);
const HYPHEN = /^[-\u00ad]*$/u;

/** The visible characters of a text. */
interface Letters {
  letters: string;
  /** The offset of each letter in the text. */
  offsets: Int32Array;
}

/**
 * Finds the boxes of the words of a text, by comparing it with another version of the same text whose boxes are known.
 * The two can differ in hyphens, line breaks and spaces, in the order of their parts, and by any edits. Words that are
 * not in the other text have no boxes.
 *
 * @param from for example, the text as drawn on the pages
 * @param text the text whose boxes are wanted
 * @returns the boxes, ordered by `start`
 */
export function carryBoxes(from: BoxedText, text: string): WordBox[] {
  const source = lettersOf(from.text);
  const target = lettersOf(text);
  const matches = matchLetters(source.letters, target.letters);
  const { partner } = matches;
  matchGaps(from.text, source, text, target, matches);
  dropRemains(text, target, partner);
  return boxesOf(from, source, text, target, partner);
}

function lettersOf(text: string): Letters {
  const letters: string[] = [];
  const offsets = new Int32Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (IGNORED.test(char)) continue;
    offsets[letters.length] = at;
    letters.push(FOLDED.get(char) ?? char);
  }
  return { letters: letters.join(""), offsets: offsets.subarray(0, letters.length) };
}

interface Matches {
  /** For each letter of the second text, the index of the same letter in the first, or -1. */
  partner: Int32Array;
  /** For each letter of the first text, whether it has a match. */
  isUsed: Uint8Array;
}

/** Matches letters that are in the same order, and parts that have moved if they are long enough. */
function matchLetters(source: string, target: string): Matches {
  const partner = new Int32Array(target.length).fill(-1);
  const isUsed = new Uint8Array(source.length);
  const grams = new GramIndex(source, GRAM);
  const match = (from: number, to: number) => {
    partner[to] = from;
    isUsed[from] = 1;
  };
  const isFree = (from: number, to: number) => source[from] === target[to] && isUsed[from] === 0;
  let from = 0;
  for (let to = 0; to < target.length; ) {
    if (from < source.length && isFree(from, to)) {
      match(from++, to++);
      continue;
    }
    const next = resumed(source, from, target, to) ?? anywhere(grams, target, to);
    if (!next) {
      to++;
      continue;
    }
    // Extend the match backwards, because the letters before the place may be equal too.
    let [before, beforeTo] = [next.from - 1, next.to - 1];
    while (before >= 0 && beforeTo >= 0 && partner[beforeTo] === -1 && isFree(before, beforeTo)) {
      match(before--, beforeTo--);
    }
    ({ from, to } = next);
    // If the place already has a match, this is a repeated passage, which is found later, between other matches.
    if (from < source.length && !isFree(from, to)) to++;
  }
  return { partner, isUsed };
}

interface Place {
  from: number;
  to: number;
}

/** The nearest place after a difference from which both texts are the same again. */
function resumed(source: string, from: number, target: string, to: number): Place | undefined {
  const nearby = source.slice(from, from + NEAR + RESUMED);
  for (let skipped = 0; skipped <= RESUMED; skipped++) {
    const sought = target.slice(to + skipped, to + skipped + RESUMED);
    if (sought.length < RESUMED) return undefined;
    const found = nearby.indexOf(sought);
    if (found >= 0) return { from: from + found, to: to + skipped };
  }
  return undefined;
}

/** The only place in the first text with the same letters as here. */
function anywhere(grams: GramIndex, target: string, to: number): Place | undefined {
  const from = grams.find(target, to);
  return from === undefined ? undefined : { from, to };
}

/** A word of a text: the range of its letters. */
interface Word extends Place {
  letters: string;
}

/** Matches words between two matches if most of them also occur there, in the same order, in the other text. */
function matchGaps(
  fromText: string,
  source: Letters,
  text: string,
  target: Letters,
  { partner, isUsed }: Matches,
): void {
  for (let to = 0; to < partner.length; to++) {
    if (partner[to] !== -1) continue;
    let end = to;
    while (end < partner.length && partner[end] === -1) end++;
    const first = to === 0 ? 0 : partner[to - 1]! + 1;
    const last = end === partner.length ? source.letters.length : partner[end]!;
    if (first < last && last - first <= MAX_GAP) {
      const ours = wordsIn(fromText, source, first, last).filter(({ from }) => isUsed[from] === 0);
      const theirs = wordsIn(text, target, to, end);
      matchWords(ours, theirs, partner);
    }
    to = end;
  }
}

function wordsIn(text: string, { letters, offsets }: Letters, start: number, end: number): Word[] {
  const words: Word[] = [];
  for (let at = start; at < end; at++) {
    const isJoined = at > start && !/\s/u.test(text.slice(offsets[at - 1]! + 1, offsets[at]));
    const word = words.at(-1);
    if (isJoined && word) word.to = at + 1;
    else words.push({ from: at, to: at + 1, letters: "" });
  }
  return words.map((word) => ({ ...word, letters: letters.slice(word.from, word.to) }));
}

/** The longest common subsequence of two short lists of words. */
function matchWords(ours: readonly Word[], theirs: readonly Word[], partner: Int32Array): void {
  const [rows, columns] = [ours.length, theirs.length];
  if (rows * columns > MAX_PAIRS) return;
  const isSame = (a: number, b: number) => ours[a]!.letters === theirs[b]!.letters;
  const width = columns + 1;
  const lengths = new Uint16Array((rows + 1) * width);
  for (let a = rows - 1; a >= 0; a--) {
    for (let b = columns - 1; b >= 0; b--) {
      lengths[a * width + b] = isSame(a, b)
        ? lengths[(a + 1) * width + b + 1]! + 1
        : Math.max(lengths[(a + 1) * width + b]!, lengths[a * width + b + 1]!);
    }
  }
  // If most of the words differ, the remaining matches are coincidences.
  if (2 * lengths[0]! < Math.min(rows, columns)) return;
  for (let a = 0, b = 0; a < rows && b < columns; ) {
    if (isSame(a, b)) {
      const [from, to] = [ours[a++]!.from, theirs[b++]!];
      for (let n = 0; n < to.letters.length; n++) partner[to.from + n] = from + n;
    } else if (lengths[(a + 1) * width + b]! >= lengths[a * width + b + 1]!) a++;
    else b++;
  }
}

/** Drops the matches of words if fewer than half of their letters match, because these are coincidences. */
function dropRemains(text: string, target: Letters, partner: Int32Array): void {
  for (const { from, to } of wordsIn(text, target, 0, partner.length)) {
    const matched = partner.subarray(from, to).filter((letter) => letter >= 0).length;
    if (2 * matched < to - from) partner.fill(-1, from, to);
  }
}

/** The boxes of the matched letters. */
function boxesOf(
  { text: fromText, boxes }: BoxedText,
  source: Letters,
  text: string,
  target: Letters,
  partner: Int32Array,
): WordBox[] {
  const found: WordBox[] = [];
  const boxOf = boxIndexes(boxes, source);
  for (let to = 0; to < partner.length; ) {
    const from = partner[to]!;
    const index = from < 0 ? -1 : boxOf[from]!;
    if (index < 0) {
      to++;
      continue;
    }
    let end = to + 1;
    const goesOn = () => partner[end] === partner[end - 1]! + 1 && boxOf[partner[end]!] === index;
    while (
      end < partner.length &&
      goesOn() &&
      !/\s/u.test(text.slice(target.offsets[end - 1]! + 1, target.offsets[end]))
    )
      end++;
    const [start, last] = [source.offsets[from]!, source.offsets[partner[end - 1]!]! + 1];
    const part = visiblePart(fromText, boxes[index]!, start, last);
    addBox(found, { ...part, start: target.offsets[to]!, end: target.offsets[end - 1]! + 1 }, text);
    to = end;
  }
  return found;
}

/** For each letter, the index of its box, or -1. */
function boxIndexes(boxes: readonly WordBox[], { offsets }: Letters): Int32Array {
  const indexes = new Int32Array(offsets.length).fill(-1);
  let box = 0;
  for (const [letter, offset] of offsets.entries()) {
    while (box < boxes.length && boxes[box]!.end <= offset) box++;
    const own = boxes[box];
    if (own && own.start <= offset) indexes[letter] = box;
  }
  return indexes;
}

/** The part of a box that shows a part of its word, with the hyphen at the end of the line. */
function visiblePart(text: string, box: WordBox, start: number, end: number): WordBox {
  const from = HYPHEN.test(text.slice(box.start, start)) ? box.start : start;
  const to = HYPHEN.test(text.slice(end, box.end)) ? box.end : end;
  return partOf(box, from, to);
}

/** Adds a box. If it continues the same word on the same line, as after a drop capital, the word has one box. */
function addBox(boxes: WordBox[], box: WordBox, text: string): void {
  const last = boxes.at(-1);
  const height = Math.min(box.y1 - box.y0, (last?.y1 ?? 0) - (last?.y0 ?? 0));
  const isSameLine =
    last !== undefined &&
    last.page === box.page &&
    !/\s/u.test(text.slice(last.end, box.start)) &&
    Math.min(last.y1, box.y1) - Math.max(last.y0, box.y0) > 0.5 * height &&
    box.x0 >= last.x0 &&
    Math.max(last.y1 - last.y0, box.y1 - box.y0) < 1.5 * height;
  if (!isSameLine) {
    boxes.push(box);
    return;
  }
  last.end = box.end;
  last.x1 = Math.max(last.x1, box.x1);
  last.y0 = Math.min(last.y0, box.y0);
  last.y1 = Math.max(last.y1, box.y1);
}
