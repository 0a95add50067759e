import type { Line } from "./lines";

/** The style of a line, or of all lines of a block. */
export interface LineLook {
  size: number;
  bold: boolean;
  italic: boolean;
}

/** The style of a line. It is bold or italic only if all of its text is, not counting note markers. */
export function lookOf(line: Line): LineLook {
  const glyphs = line.words.filter((word) => word.raised === 0).flatMap((word) => word.glyphs);
  const letters = glyphs.filter((glyph) => /[\p{L}\p{N}]/u.test(glyph.text));
  const judged = letters.length > 0 ? letters : glyphs;
  return {
    size: line.size,
    bold: judged.length > 0 && judged.every((glyph) => glyph.look.bold),
    italic: judged.length > 0 && judged.every((glyph) => glyph.look.italic),
  };
}

/** Sizes that differ by at most this share count as equal, because typesetting software rounds them. */
const SAME_SIZE = 0.035;

export const isSameSize = (a: number, b: number): boolean => Math.abs(a - b) <= SAME_SIZE * Math.max(a, b);
