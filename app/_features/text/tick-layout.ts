/** The height of the column in its own units, which are finer than the pixels of any screen. */
export const TOTAL = 2_000;

/** The bounding box of a run of text. */
export interface Box {
  /** Offset in the canonical text, in UTF-16 code units. */
  start: number;
  /** In CSS pixels from the top of the page. */
  top: number;
  height: number;
}

/**
 * The positions of spans in a column that represents the whole page. Within a run, they are interpolated by text
 * length.
 *
 * @param runs in order
 * @param height of the page, in CSS pixels
 * @param spans of the canonical text, in UTF-16 code units; those before the first run are omitted
 * @returns distinct values from 0 to `TOTAL`
 */
export function heightsOf(runs: readonly Box[], height: number, spans: readonly { start: number }[]): number[] {
  const places = new Set<number>();
  for (const span of spans) {
    const part = partOf(runs, height, span);
    if (part !== null) places.add(Math.round(part * TOTAL));
  }
  return [...places];
}

/** A span's relative position on the page, from 0 to 1; null if it is before the first run. */
function partOf(runs: readonly Box[], height: number, { start }: { start: number }): number | null {
  const index = lastBefore(runs, start);
  const run = runs[index];
  if (!run || height === 0) return null;
  const length = (runs[index + 1]?.start ?? start + 1) - run.start;
  return (run.top + (run.height * (start - run.start)) / length) / height;
}

/** The spans in one section of the page. */
export interface Stretch<S> {
  /** The section's index, from the top of the page. */
  index: number;
  /** The spans themselves, unchanged. */
  spans: S[];
}

/**
 * Divides the page into sections of equal height, and groups spans by the section they are in.
 *
 * @param count number of sections
 * @returns non-empty sections, from the top
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

/** Index of the last run that starts at or before an offset; -1 if there is none. */
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
