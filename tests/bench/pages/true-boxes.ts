/**
 * Matches the words of a report with the words that poppler finds in its file. This is independent of the way in which
 * Concord finds boxes: it only uses sequences of letters that occur once in both, and what is equal around them.
 */

import { type PageRect, UNIT } from "@/lib/word-boxes/model";

export interface TruePage {
  width: number;
  height: number;
  words: [x0: number, y0: number, x1: number, y1: number, text: string][];
}

/** A word of the report, and the boxes of its parts; empty if poppler's word is unknown. */
export interface TrueWord {
  start: number;
  end: number;
  rects: PageRect[];
}

/** Number of letters that must occur only once in both texts. */
const UNIQUE = 16;

/** Letters, and the index of each one's word. */
interface Letters {
  text: string;
  words: number[];
}

function lettersOf(words: readonly string[]): Letters {
  const parts: string[] = [];
  const owners: number[] = [];
  for (const [index, word] of words.entries()) {
    const letters = [
      ...word
        .normalize("NFKC")
        .toLowerCase()
        .replace(/[\u2010\u2011]/gu, "-"),
    ].filter((char) => !/[\s\u00ad\u200b]/u.test(char));
    for (const letter of letters) {
      parts.push(letter);
      for (let n = 0; n < letter.length; n++) owners.push(index);
    }
  }
  return { text: parts.join(""), words: owners };
}

/** The words of a report with their true boxes. */
export function trueWordsOf(text: string, pages: readonly TruePage[]): TrueWord[] {
  const words = [...text.matchAll(/\S+/gu)].map(({ 0: word, index }) => ({
    ...{ start: index, end: index + word.length },
    rects: [] as PageRect[],
  }));
  const ours = lettersOf(words.map(({ start, end }) => text.slice(start, end)));
  const drawn = pages.flatMap(({ words }, page) => words.map((word) => ({ page, word })));
  const theirs = lettersOf(drawn.map(({ word }) => word[4]));
  const partner = partnersOf(ours.text, theirs.text);
  const complete = new Set(words.keys());
  for (const [at, word] of ours.words.entries()) if (partner[at] === undefined) complete.delete(word);
  for (let at = 0; at < ours.words.length; at++) {
    const own = ours.words[at]!;
    const other = partner[at] === undefined ? undefined : theirs.words[partner[at]!]!;
    const isRepeated = at > 0 && ours.words[at - 1] === own && theirs.words[partner[at - 1] ?? -1] === other;
    if (other === undefined || isRepeated || !complete.has(own)) continue;
    const { page, word } = drawn[other]!;
    const { width, height } = pages[page]!;
    const [x0, y0, x1, y1] = word;
    words[own]!.rects.push({
      page,
      x0: (UNIT * x0) / width,
      y0: (UNIT * y0) / height,
      x1: (UNIT * x1) / width,
      y1: (UNIT * y1) / height,
    });
  }
  return words;
}

function partnersOf(ours: string, theirs: string): (number | undefined)[] {
  const partner: (number | undefined)[] = Array.from({ length: ours.length });
  const isUsed = new Uint8Array(theirs.length);
  const [own, other] = [uniqueIn(ours), uniqueIn(theirs)];
  const runs: { at: number; to: number; length: number }[] = [];
  let covered = 0;
  for (const [letters, at] of own) {
    const to = other.get(letters);
    if (to === undefined || (at < covered && runs.at(-1)!.at - runs.at(-1)!.to === at - to)) continue;
    let [before, after] = [0, UNIQUE];
    while (at - before > 0 && to - before > 0 && ours[at - before - 1] === theirs[to - before - 1]) before++;
    while (at + after < ours.length && ours[at + after] === theirs[to + after]) after++;
    runs.push({ at: at - before, to: to - before, length: before + after });
    covered = at + after;
  }
  for (const { at, to, length } of runs.sort((a, b) => b.length - a.length)) {
    for (let n = 0; n < length; n++) {
      if (partner[at + n] !== undefined || isUsed[to + n] === 1) continue;
      partner[at + n] = to + n;
      isUsed[to + n] = 1;
    }
  }
  return partner;
}

/** The sequences of letters that occur once, in order, with their positions. */
function uniqueIn(text: string): Map<string, number> {
  const found = new Map<string, number>();
  const repeated = new Set<string>();
  for (let at = 0; at + UNIQUE <= text.length; at++) {
    const letters = text.slice(at, at + UNIQUE);
    if (found.has(letters)) repeated.add(letters);
    else found.set(letters, at);
  }
  for (const letters of repeated) found.delete(letters);
  return found;
}
