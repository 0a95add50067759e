import type { Line } from "./lines";
import { addTo, modeOf, quantile } from "./statistics";

/** The left and right edges of a column's text. */
export interface Frame {
  left: number;
  right: number;
}

/** A region's lines, and the edges of the column that they fill. */
export interface Column {
  lines: Line[];
  frame: Frame;
}

/** The typical sizes and distances in a document. */
export interface Metrics {
  bodySize: number;
  /** The usual line pitch of paragraphs, by font size. */
  pitchOf(size: number): number;
}

/** Maximum line pitch in a paragraph, as a multiple of the font size. */
const MAX_PITCH = 2.2;
/** Minimum share of lines that end at the same edge in justified text. */
const JUSTIFIED = 0.35;
/** Default line pitch, as a multiple of the font size. */
const USUAL_PITCH = 1.2;

export function metricsOf(regions: readonly (readonly Line[])[]): Metrics {
  const lines = regions.flat();
  const bodySize =
    modeOf(
      lines.map((line) => [line.size, line.text.length] as const),
      0.05,
    ) ?? 10;
  const distances = new Map<number, [number, number][]>();
  for (const region of regions) {
    for (const [index, line] of region.entries()) {
      const before = region[index - 1];
      if (!before || Math.abs(before.size - line.size) > 0.02 * line.size) continue;
      const distance = line.baseline - before.baseline;
      if (distance <= 0 || distance > MAX_PITCH * line.size) continue;
      addTo(distances, keyOf(line.size), [distance, 1]);
    }
  }
  const pitches = new Map([...distances].map(([key, values]) => [key, pitchAmong(values)]));
  const bodyPitch = pitches.get(keyOf(bodySize)) ?? USUAL_PITCH * bodySize;
  return {
    bodySize,
    pitchOf: (size) => pitches.get(keyOf(size)) ?? Math.max(USUAL_PITCH, Math.min(1.5, bodyPitch / bodySize)) * size,
  };
}

const keyOf = (size: number): number => Math.round(size * 4);

/**
 * The most frequent distance, or the smallest if there are few samples. Paragraph gaps can only make a distance larger.
 */
function pitchAmong(values: [number, number][]): number {
  const few = values.length < 6;
  return few ? Math.min(...values.map(([value]) => value)) : modeOf(values, 0.3)!;
}

/** Finds the frame of each region. Left and right pages, and each of their columns, are measured separately. */
export function columnsOf(regions: readonly (readonly Line[])[], { bodySize }: Metrics): Column[] {
  const groups = new Map<string, Line[]>();
  const keyOfRegion = ([first]: readonly Line[]) =>
    first ? `${first.region.page % 2} ${first.region.columns} ${first.region.column}` : "";
  for (const lines of regions) {
    const key = keyOfRegion(lines);
    for (const line of lines) if (Math.abs(line.size - bodySize) < 0.06 * bodySize) addTo(groups, key, line);
  }
  const frames = new Map(
    [...groups].flatMap(([key, lines]) => (lines.length >= 3 ? [[key, frameAround(lines)] as const] : [])),
  );
  return regions.map((lines) => ({
    lines: [...lines],
    frame: frames.get(keyOfRegion(lines)) ?? frameAround(lines),
  }));
}

function frameAround(lines: readonly Line[]): Frame {
  const left =
    modeOf(
      lines.map((line) => [line.x0, 1] as const),
      1,
    ) ?? 0;
  const right = rightEdgeOf(lines);
  // If many lines extend to the left of the most frequent position (as on a page with a long list), the frame begins at
  // the leftmost lines.
  const outermost =
    quantile(
      lines.map((line) => line.x0),
      0.02,
    ) ?? left;
  const isIndented = lines.filter((line) => line.x0 < left - 2).length > 0.3 * lines.length;
  return { left: isIndented ? outermost : left, right };
}

/** The edge that justified lines share, or else the one that few lines cross. Cells of tables can overflow a column. */
function rightEdgeOf(lines: readonly Line[]): number {
  const edges = lines.map((line) => line.x1);
  const shared = modeOf(
    edges.map((x) => [x, 1] as const),
    1,
  );
  const isJustified =
    shared !== undefined && edges.filter((x) => Math.abs(x - shared) <= 1).length > JUSTIFIED * lines.length;
  return isJustified ? shared : (quantile(edges, 0.97) ?? 0);
}
