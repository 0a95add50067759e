/** A part of the canonical text, half-open, in UTF-16 code units. */
export interface Span {
  start: number;
  end: number;
}

/** The parts of the text that at least two of the spans cover, in order and apart. */
export function overlapsOf(spans: readonly Span[]): Span[] {
  const edges = spans
    .flatMap(({ start, end }) => [
      { at: start, step: 1 },
      { at: end, step: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.step - b.step);
  const overlaps: Span[] = [];
  let depth = 0;
  let from = 0;
  for (const { at, step } of edges) {
    if (depth === 1 && step === 1) from = at;
    if (depth === 2 && step === -1 && at > from) overlaps.push({ start: from, end: at });
    depth += step;
  }
  return overlaps;
}

/** The spans that cover an offset, the shortest first; of equal ones the later first, so that each can be reached. */
export function spansAt<S extends Span>(spans: readonly S[], offset: number): S[] {
  return spans
    .filter(({ start, end }) => start <= offset && offset < end)
    .sort((a, b) => a.end - a.start - (b.end - b.start) || b.start - a.start);
}
