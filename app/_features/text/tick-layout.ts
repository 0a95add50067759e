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
  for (const span of spans) {
    const part = partOf(runs, height, span);
    if (part !== null) places.add(Math.round(part * TOTAL));
  }
  return [...places];
}

/** How far down the page a part of the text stands, from 0 to 1; null where no run holds it. */
function partOf(runs: readonly Box[], height: number, { start }: { start: number }): number | null {
  const index = lastBefore(runs, start);
  const run = runs[index];
  if (!run || height === 0) return null;
  const length = (runs[index + 1]?.start ?? start + 1) - run.start;
  return (run.top + (run.height * (start - run.start)) / length) / height;
}

/** Parts of the text that stand in the same stretch of the page. */
export interface Stretch<S> {
  /** Of the stretches from the top of the page. */
  index: number;
  /** As they were given. */
  spans: S[];
}

/**
 * Parts the page into stretches of the same height, and puts parts of the text into them.
 *
 * @param count of the stretches
 * @returns those that hold something, from the top
 */
export function stretchesOf<S extends { start: number }>(
  runs: readonly Box[],
  height: number,
  spans: readonly S[],
  count: number,
): Stretch<S>[] {
  const stretches = new Map<number, S[]>();
  for (const span of spans) {
    const part = partOf(runs, height, span);
    if (part === null) continue;
    const index = Math.min(Math.floor(part * count), count - 1);
    const others = stretches.get(index);
    if (others) others.push(span);
    else stretches.set(index, [span]);
  }
  return [...stretches].sort(([a], [b]) => a - b).map(([index, own]) => ({ index, spans: own }));
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
