/** The weighted mode of the given values. Values that round to the same multiple of `step` count as equal. */
export function modeOf(values: Iterable<readonly [value: number, weight: number]>, step = 0.1): number | undefined {
  const weights = new Map<number, number>();
  for (const [value, weight] of values) {
    const key = Math.round(value / step);
    weights.set(key, (weights.get(key) ?? 0) + weight);
  }
  let best: number | undefined;
  let most = 0;
  for (const [key, weight] of weights) if (weight > most) [best, most] = [Math.round(key * step * 100) / 100, weight];
  return best;
}

/** The value below which the given share of the values lies. */
export function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** Groups values by proximity. The groups and their members are in ascending order. */
export function clustersOf<T>(things: readonly T[], placeOf: (thing: T) => number, gap: (thing: T) => number): T[][] {
  const groups: T[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const thing of [...things].sort((a, b) => placeOf(a) - placeOf(b))) {
    const value = placeOf(thing);
    if (value - last <= gap(thing)) groups.at(-1)!.push(thing);
    else groups.push([thing]);
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
