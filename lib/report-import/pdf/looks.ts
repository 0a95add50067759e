import type { Line } from "./lines";

/** How a line, or all lines of a block, look. */
export interface LineLook {
  size: number;
  bold: boolean;
  italic: boolean;
}

/** The look of a line: bold or italic only where all of it is, markers of notes aside. */
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

/** Sizes that differ by less than this share are the same: typesetters round. */
const SAME_SIZE = 0.035;

export const isSameSize = (a: number, b: number): boolean => Math.abs(a - b) <= SAME_SIZE * Math.max(a, b);
