import type { Line } from "./lines";

/** What list items begin with. */
const BULLET = /^[•▪▫■□●○◦‣⁃∙·–—*►▸➢✓\uf0b7\uf0a7\u25aa-]$/u;
/** "3." or "3)" or "b)"; a year is no number of an item. */
const NUMBER = /^[(]?(\d{1,3}|\p{L})[.)]$/u;
/** Bullets of symbol fonts as letters, where a file does not say which characters they are: of Wingdings, Word's "o", and XeTeX's. */
const LETTER_BULLET = /^(?:[nlquo§]|ff)$/u;
/** Letters are bullets only where they stand this far from the text, as a share of its size: words are closer. */
const LETTER_GAP = 0.45;
/** A marker stands apart from its text like a word; spaces of narrow fonts are less than 0.2 wide. */
const MARKER_GAP = 0.1;

/** The marker of a list item. */
export interface ListMarker {
  /** The number of an item in a numbered list; undefined for a bullet. */
  number?: number;
  /** Where the item's text begins. */
  textX: number;
  /** Where the marker begins. */
  x: number;
}

/** The marker that a line begins with. Whether it makes an item depends on the lines around it. */
export function bulletOf(line: Line): ListMarker | undefined {
  const [first, second] = line.words;
  if (!first || !second || first.raised !== 0) return undefined;
  if (second.x0 - first.x1 < MARKER_GAP * line.size) return undefined;
  const place = { textX: second.x0, x: first.x0 };
  const isLetter = LETTER_BULLET.test(first.text) && second.x0 - first.x1 > LETTER_GAP * line.size;
  if (BULLET.test(first.text) || isLetter) return place;
  const number = NUMBER.exec(first.text)?.[1];
  return number !== undefined && /\d/u.test(number) ? { ...place, number: Number(number) } : undefined;
}
