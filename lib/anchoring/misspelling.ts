/**
 * Maximum length of a word to compare. Longer words are file names and the like, in which every letter matters.
 * Comparing them would also take quadratic time.
 */
const MAX_LENGTH = 40;

/** Maximum share of differing letters. */
const TOLERANCE = 1 / 3;

/**
 * Whether one word may be a corrected, inflected or renumbered form of another. At most a third of the letters can
 * differ (Levenshtein 1966).
 */
export function isMisspelling(one: string, other: string): boolean {
  const longer = Math.max(one.length, other.length);
  if (longer > MAX_LENGTH) return false;
  const most = Math.floor(longer * TOLERANCE);
  if (Math.abs(one.length - other.length) > most) return false;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let place = 1; place <= one.length; place++) {
    const next = [place];
    for (let index = 1; index <= other.length; index++) {
      const change = row[index - 1]! + (one[place - 1] === other[index - 1] ? 0 : 1);
      next.push(Math.min(change, row[index]! + 1, next[index - 1]! + 1));
    }
    row = next;
  }
  return row[other.length]! <= most;
}
