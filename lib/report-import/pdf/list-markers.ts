import type { Line } from "./lines";

/** Bullets of list items. */
const BULLET = /^[•▪▫■□●○◦‣⁃∙·–—*►▸➢✓\uf0b7\uf0a7\u25aa\ufffd-]$/u;
/** "3.", "3)" or "b)". A number has at most three digits, so that years are excluded. */
const NUMBER = /^[(]?(\d{1,3}|\p{L})[.)]$/u;
/**
 * Bullets that are extracted as letters because the file has no mapping for their font. These are the bullets of
 * Wingdings, ligatures (XeTeX), and Word's "o".
 */
const LETTER_BULLET = /^(?:[nlquo§]|f(?:f|i|l|fi|fl))$/u;
/**
 * Minimum gap after a bullet that looks like a letter, as a fraction of the line's size. Gaps between words are
 * narrower.
 */
const LETTER_GAP = 0.45;
/**
 * Minimum gap between a marker and its text, as a fraction of the line's size. Spaces in narrow fonts are less than 0.2
 * wide.
 */
const MARKER_GAP = 0.1;

/** The marker of a list item. */
export interface ListMarker {
  /** The number of an item in a numbered list; undefined for a bullet. */
  number?: number;
  /** The left edge of the item's text. */
  textX: number;
  /** The left edge of the marker. */
  x: number;
}

/** The marker at the start of a line. Whether the line really is an item depends on its context. */
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
