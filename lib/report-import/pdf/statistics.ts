/** Counts values to find their weighted mode. Values that round to the same multiple of `step` count as equal. */
export class Tally {
  readonly #weights = new Map<number, number>();
  readonly #step: number;

  constructor(step: number) {
    this.#step = step;
  }

  add(value: number, weight = 1): void {
    const key = Math.round(value / this.#step);
    this.#weights.set(key, (this.#weights.get(key) ?? 0) + weight);
  }

  /** The first of the values with the greatest weight; undefined if there are no values. */
  get mode(): number | undefined {
    let best: number | undefined;
    let most = 0;
    for (const [key, weight] of this.#weights) {
      if (weight <= most) continue;
      best = key;
      most = weight;
    }
    return best === undefined ? undefined : Math.round(best * this.#step * 100) / 100;
  }
}

/** The weighted mode of the given values. Values that round to the same multiple of `step` count as equal. */
export function modeOf(values: Iterable<readonly [value: number, weight: number]>, step: number): number | undefined {
  const tally = new Tally(step);
  for (const [value, weight] of values) tally.add(value, weight);
  return tally.mode;
}

/** The value below which the given share of the values lies. */
export function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/**
 * Groups values by proximity. The groups and their members are in ascending order.
 *
 * @param gap the maximum distance from the value before, not negative
 */
export function clustersOf<T>(things: readonly T[], placeOf: (thing: T) => number, gap: (thing: T) => number): T[][] {
  // Most places occur many times, so there are far fewer of them to sort than things.
  const byPlace = new Map<number, T[]>();
  let place = Number.NaN;
  let here: T[] = [];
  for (const thing of things) {
    const own = placeOf(thing);
    if (own !== place) {
      place = own;
      const known = byPlace.get(own);
      here = known ?? [];
      if (!known) byPlace.set(own, here);
    }
    here.push(thing);
  }
  const groups: T[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const value of Float64Array.from(byPlace.keys()).sort()) {
    const own = byPlace.get(value)!;
    const open = value - last <= gap(own[0]!) ? groups.at(-1) : undefined;
    if (open) for (const thing of own) open.push(thing);
    else groups.push(own);
    last = value;
  }
  return groups;
}

/** Adds a value to the list that is stored under a key. */
export function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
