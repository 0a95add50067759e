/**
 * Number of typos by which two words differ. A typo is an extra, missing or wrong letter, or a swap of two adjacent
 * letters. This is optimal string alignment, the restricted Damerau-Levenshtein distance (Boytsov 2011,
 * https://doi.org/10.1145/1963190.1963191). Plain Levenshtein distance would count a swap as two typos.
 *
 * Takes time proportional to the product of the lengths. Compares UTF-16 code units.
 */
export function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      let distance = Math.min(previous[column]! + 1, current[column - 1]! + 1, substitution);
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) distance = Math.min(distance, beforePrevious[column - 2]! + 1);
      current.push(distance);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length]!;
}
