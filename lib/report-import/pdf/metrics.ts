import type { Line } from "./lines";
import { modeOf, quantile } from "./statistics";

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

/** Maximum line pitch in a paragraph, as a share of the font size. */
const MAX_PITCH = 2.2;
/** Default line pitch, as a share of the font size. */
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
      const key = keyOf(line.size);
      distances.set(key, [...(distances.get(key) ?? []), [distance, 1]]);
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
    const own = lines.filter((line) => Math.abs(line.size - bodySize) < 0.06 * bodySize);
    groups.set(keyOfRegion(lines), [...(groups.get(keyOfRegion(lines)) ?? []), ...own]);
  }
  return regions.map((lines) => {
    const same = groups.get(keyOfRegion(lines)) ?? [];
    const known = same.length >= 3 ? same : lines;
    const left =
      modeOf(
        known.map((line) => [line.x0, 1] as const),
        1,
      ) ?? 0;
    const right =
      quantile(
        known.map((line) => line.x1),
        0.97,
      ) ?? 0;
    // If many lines extend to the left of the most frequent position (as on a page with a long list), the frame begins
    // at the outermost lines.
    const outermost =
      quantile(
        known.map((line) => line.x0),
        0.02,
      ) ?? left;
    const isIndented = known.filter((line) => line.x0 < left - 2).length > 0.3 * known.length;
    return { lines: [...lines], frame: { left: isIndented ? outermost : left, right } };
  });
}
