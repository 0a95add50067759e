import type { Span } from "@/lib/anchoring/anchor";

/** The parts of the text covered by at least two spans, in order and disjoint. */
export function overlapsOf(spans: readonly Span[]): Span[] {
  // Each edge is encoded as one number, so that thousands can be sorted quickly. Edges are sorted by offset; at the
  // same offset, ends come before starts.
  const edges = new Float64Array(2 * spans.length);
  for (const [index, { start, end }] of spans.entries()) {
    edges[2 * index] = 2 * start + 1;
    edges[2 * index + 1] = 2 * end;
  }
  edges.sort();
  const overlaps: Span[] = [];
  let depth = 0;
  let from = 0;
  for (const edge of edges) {
    const at = Math.floor(edge / 2);
    const isStart = edge % 2 === 1;
    if (depth === 1 && isStart) from = at;
    if (depth === 2 && !isStart && at > from) overlaps.push({ start: from, end: at });
    depth += isStart ? 1 : -1;
  }
  return overlaps;
}

/**
 * The spans that cover an offset, shortest first. Of two equally long spans, the later one comes first, so that the
 * user can reach both.
 */
export function spansAt<S extends Span>(spans: readonly S[], offset: number): S[] {
  return spans
    .filter(({ start, end }) => start <= offset && offset < end)
    .sort((a, b) => a.end - a.start - (b.end - b.start) || b.start - a.start);
}
