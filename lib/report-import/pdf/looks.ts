import type { Line } from "./lines";
import { runsOf, runText } from "./words";

const LETTER = /[\p{L}\p{N}]/u;

/** The style of a line, or of all lines of a block. */
export interface LineLook {
  size: number;
  bold: boolean;
  italic: boolean;
}

/** The style of a line. It is bold or italic only if all of its text is, not counting note markers. */
export function lookOf(line: Pick<Line, "words" | "size">): LineLook {
  let [hasText, hasLetters] = [false, false];
  let [isBold, isItalic] = [true, true];
  let [areLettersBold, areLettersItalic] = [true, true];
  for (const word of line.words) {
    if (word.raised !== 0) continue;
    for (const run of runsOf(word.glyphs)) {
      const { bold, italic } = run.look;
      hasText = true;
      isBold &&= bold;
      isItalic &&= italic;
      // Punctuation counts only if there is nothing else. Most runs can't change the result, with or without letters.
      if (hasLetters && (bold || !areLettersBold) && (italic || !areLettersItalic)) continue;
      if (!LETTER.test(runText(word, run))) continue;
      hasLetters = true;
      areLettersBold &&= bold;
      areLettersItalic &&= italic;
    }
  }
  const [bold, italic] = hasLetters ? [areLettersBold, areLettersItalic] : [hasText && isBold, hasText && isItalic];
  return { size: line.size, bold, italic };
}

/** Sizes that differ by at most this share count as equal, because typesetting software rounds them. */
const SAME_SIZE = 0.035;

export const isSameSize = (a: number, b: number): boolean => Math.abs(a - b) <= SAME_SIZE * Math.max(a, b);
