/** The height of the column in its own units. Finer than any screen has pixels for. */
export const TOTAL = 2_000;

/** A run of the text as it stands in the page. */
export interface Box {
  /** Offset in the canonical text, in UTF-16 code units. */
  start: number;
  /** In CSS pixels from the top of the page. */
  top: number;
  height: number;
}

/**
 * Where parts of the text stand in a column that shows the whole page: as far down their run as in its text.
 *
 * @param runs in order
 * @param height of the page, in CSS pixels
 * @param spans of the canonical text, in UTF-16 code units; what no run holds is left out
 * @returns 0 to `TOTAL`, each place once
 */
export function heightsOf(runs: readonly Box[], height: number, spans: readonly { start: number }[]): number[] {
  const places = new Set<number>();
  for (const { start } of spans) {
    const index = lastBefore(runs, start);
    const run = runs[index];
    if (!run || height === 0) continue;
    const length = (runs[index + 1]?.start ?? start + 1) - run.start;
    const top = run.top + (run.height * (start - run.start)) / length;
    places.add(Math.round((top / height) * TOTAL));
  }
  return [...places];
}

/** Index of the last run that begins at or before an offset; -1 where none does. */
function lastBefore(runs: readonly Box[], offset: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (runs[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
