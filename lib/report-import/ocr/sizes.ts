/** Minimum relative difference between a document's font sizes. Fonts that differ by less look the same. */
const APART = 0.03;
/** Bin width and smoothing width of the histogram, as fractions of the size. */
const STEP = 0.005;
const SMOOTHING = 0.014;

/** A measured size, and the number of letters that have it. */
export interface SizeSample {
  size: number;
  weight: number;
}

/**
 * Finds a document's font sizes, given imprecise measurements.
 *
 * @returns a function that returns the document's font size closest to a measured size
 */
export function settleSizes(samples: readonly SizeSample[]): (size: number) => number {
  const peaks = peaksOf(samples);
  return (size) => {
    let best = size;
    let least = Number.POSITIVE_INFINITY;
    for (const peak of peaks) {
      const distance = Math.abs(Math.log(size / peak));
      if (distance < least) [best, least] = [peak, distance];
    }
    return best;
  };
}

/** The maxima of the smoothed histogram of the sizes' logarithms. */
function peaksOf(samples: readonly SizeSample[]): number[] {
  const known = samples.filter(({ size, weight }) => size > 0 && weight > 0);
  if (known.length === 0) return [];
  const logs = known.map(({ size, weight }) => ({ log: Math.log(size), weight }));
  const least = Math.min(...logs.map(({ log }) => log)) - 4 * SMOOTHING;
  const most = Math.max(...logs.map(({ log }) => log)) + 4 * SMOOTHING;
  const density = new Float64Array(Math.ceil((most - least) / STEP) + 1);
  const reach = Math.ceil((3 * SMOOTHING) / STEP);
  for (const { log, weight } of logs) {
    const middle = Math.round((log - least) / STEP);
    for (let n = middle - reach; n <= middle + reach; n++) {
      const distance = (least + n * STEP - log) / SMOOTHING;
      if (n >= 0 && n < density.length) density[n]! += weight * Math.exp(-(distance * distance) / 2);
    }
  }
  const peaks: { log: number; height: number }[] = [];
  for (let n = 1; n < density.length - 1; n++) {
    if (!(density[n]! > density[n - 1]! && density[n]! >= density[n + 1]!)) continue;
    const log = least + n * STEP;
    const last = peaks.at(-1);
    if (!last || log - last.log > APART) peaks.push({ log, height: density[n]! });
    else if (density[n]! > last.height) peaks[peaks.length - 1] = { log, height: density[n]! };
  }
  return peaks.map(({ log }) => Math.exp(log));
}
