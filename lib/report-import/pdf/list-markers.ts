import type { Line } from "./lines";

/** What list items begin with. */
const BULLET = /^[•▪▫■□●○◦‣⁃∙·–—*►▸➢✓\uf0b7\uf0a7\u25aa-]$/u;
/** "3." or "3)" or "b)"; a year is no number of an item. */
const NUMBER = /^[(]?(\d{1,3}|\p{L})[.)]$/u;
/** A marker stands apart from its text by at least this share of its size, which is more than a word's space in most lines. */
const MARKER_GAP = 0.2;

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
  if (BULLET.test(first.text)) return place;
  const number = NUMBER.exec(first.text)?.[1];
  return number !== undefined && /\d/u.test(number) ? { ...place, number: Number(number) } : undefined;
}
