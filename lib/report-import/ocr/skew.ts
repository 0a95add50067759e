import type { Ink } from "./image";

/** Maximum skew that is corrected, in degrees. Scanners and people place sheets straighter than that. */
const MAX_SKEW = 6;
const COARSE = 0.25;
const FINE = 0.02;
/** Maximum number of points to examine. More would not improve the result. */
const MAX_POINTS = 60_000;
/**
 * How much clearer lines must be from top to bottom than from left to right before a page is considered to be lying on
 * its side.
 */
const SIDEWAYS = 1.5;

/** The direction of a page's lines. */
export interface Tilt {
  /** Whether the lines run from top to bottom. */
  isSideways: boolean;
  /** The angle, in degrees, by which the lines slope down to the right once the page is upright. */
  skew: number;
}

/** Points on the lower edges of letters. */
interface Points {
  along: Float32Array;
  across: Float32Array;
  /** The size of the page in each direction. */
  length: number;
  breadth: number;
}

/**
 * Measures the direction of lines, which is the direction in which the lower edges of letters fall into the fewest
 * rows.
 */
export function tiltOf(ink: Ink): Tilt {
  const across = bestSkew(edgesOf(ink, false));
  const down = bestSkew(edgesOf(ink, true));
  const isSideways = down.clearness > SIDEWAYS * across.clearness;
  // If the page lies on its side, the vertical axis points the other way.
  return { isSideways, skew: isSideways ? -down.skew : across.skew };
}

function edgesOf({ width, height, pixels }: Ink, isSideways: boolean): Points {
  const step = isSideways ? 1 : width;
  const along: number[] = [];
  const across: number[] = [];
  for (let y = 0; y < height - 1; y++) {
    for (let x = 0; x < width - 1; x++) {
      const at = y * width + x;
      if (pixels[at] !== 1 || pixels[at + step] !== 0) continue;
      along.push(isSideways ? y : x);
      across.push(isSideways ? x : y);
    }
  }
  const every = Math.max(1, Math.ceil(along.length / MAX_POINTS));
  const isKept = (_: number, index: number) => index % every === 0;
  return {
    along: Float32Array.from(along.filter(isKept)),
    across: Float32Array.from(across.filter(isKept)),
    length: isSideways ? height : width,
    breadth: isSideways ? width : height,
  };
}

function bestSkew(points: Points): { skew: number; clearness: number } {
  const count = points.along.length;
  if (count === 0) return { skew: 0, clearness: 0 };
  const room = Math.ceil(points.length * Math.tan((MAX_SKEW * Math.PI) / 180)) + 2;
  const rows = new Int32Array(points.breadth + 2 * room);
  const clearnessAt = (degrees: number): number => {
    rows.fill(0);
    const slope = Math.tan((degrees * Math.PI) / 180);
    for (let n = 0; n < count; n++) rows[Math.round(points.across[n]! - points.along[n]! * slope) + room]! += 1;
    let sum = 0;
    for (const row of rows) sum += row * row;
    // The measure is relative to its value for points that are spread evenly over the page.
    return (sum / (count * count)) * points.breadth;
  };
  const search = (from: number, to: number, step: number) => {
    let best = { skew: 0, clearness: 0 };
    for (let degrees = from; degrees <= to + step / 2; degrees += step) {
      const clearness = clearnessAt(degrees);
      if (clearness > best.clearness) best = { skew: degrees, clearness };
    }
    return best;
  };
  const coarse = search(-MAX_SKEW, MAX_SKEW, COARSE);
  return search(Math.max(-MAX_SKEW, coarse.skew - COARSE), Math.min(MAX_SKEW, coarse.skew + COARSE), FINE);
}
