/**
 * Converts offsets within a text. The app uses UTF-16 code units. The W3C Web Annotation model, in which it exchanges
 * annotations with other software, uses Unicode code points. This is the only place that converts between the two.
 */
export interface CodePoints {
  /** The length of the text in code points. */
  length: number;
  /** Converts code points to code units. An offset outside the text is clamped to the nearer end. */
  toUnits(points: number): number;
  /**
   * Converts code units to code points. An offset inside a surrogate pair is converted to the start of the character.
   */
  toPoints(units: number): number;
}

/**
 * Indexes a text for converting offsets. This takes time linear in the length of the text. Each conversion is then a
 * binary search.
 */
export function codePointsOf(text: string): CodePoints {
  /**
   * Offsets, in code units, of the characters that take up two code units (surrogate pairs). A lone surrogate counts as
   * one character.
   */
  const pairs: number[] = [];
  for (const { index } of text.matchAll(/[\u{10000}-\u{10ffff}]/gu)) pairs.push(index);
  const length = text.length - pairs.length;
  return {
    length,
    toUnits(points) {
      const inside = Math.max(0, Math.min(points, length));
      // In code points, pair number n begins at its offset in code units minus n.
      return inside + countWhere(pairs.length, (index) => pairs[index]! - index < inside);
    },
    toPoints(units) {
      const inside = Math.max(0, Math.min(units, text.length));
      return inside - countWhere(pairs.length, (index) => pairs[index]! < inside);
    },
  };
}

/**
 * Finds by binary search how many of the numbers below `count` satisfy `holds`. Those that satisfy it must come first.
 */
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
