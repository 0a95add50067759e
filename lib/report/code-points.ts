/**
 * Turns offsets in one text. They are UTF-16 code units inside the app and Unicode code points in what it exchanges with others
 * (W3C Web Annotation); this is the one place where one becomes the other.
 */
export interface CodePoints {
  /** The length of the text in code points. */
  length: number;
  /** The offset in code units of an offset in code points. Offsets outside of the text are moved to its nearer end. */
  toUnits(points: number): number;
  /** The offset in code points of an offset in code units; within a character, that of the character. */
  toPoints(units: number): number;
}

/** Prepares a text for turning offsets. Takes time in proportion to its length, and each offset next to none. */
export function codePointsOf(text: string): CodePoints {
  /** Where the characters stand that take two code units (surrogate pairs), in units. A surrogate without the other half is one of its own. */
  const pairs: number[] = [];
  for (const { index } of text.matchAll(/[\u{10000}-\u{10ffff}]/gu)) pairs.push(index);
  const length = text.length - pairs.length;
  return {
    length,
    toUnits(points) {
      const inside = Math.max(0, Math.min(points, length));
      // The pair of the number n begins at its offset less n in points.
      return inside + countWhere(pairs.length, (index) => pairs[index]! - index < inside);
    },
    toPoints(units) {
      const inside = Math.max(0, Math.min(units, text.length));
      return inside - countWhere(pairs.length, (index) => pairs[index]! < inside);
    },
  };
}

/** How many of the first numbers below a count something holds for; it holds for none after one that it doesn't hold for. */
function countWhere(count: number, holds: (index: number) => boolean): number {
  let from = 0;
  let to = count;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (holds(middle)) from = middle + 1;
    else to = middle;
  }
  return from;
}
