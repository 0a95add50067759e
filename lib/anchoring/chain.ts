/** A run of equal words that begins at `from` in one text and at `to` in another. */
export interface Run {
  from: number;
  to: number;
  length: number;
}

/**
 * The heaviest set of runs that are in the same order in both texts. These runs stayed in place, and the others moved.
 * This is the heaviest increasing subsequence, computed in O(n log n) with a Fenwick tree of maxima (Fenwick 1994).
 *
 * @param runs in the order of the first text, without overlaps in either text
 * @param weight the benefit of keeping a run in place; above 0
 * @returns the runs of the chain, in order
 */
export function heaviestChain(runs: readonly Run[], weight: (run: Run) => number = ({ length }) => length): Run[] {
  const order = runs.map((_, index) => index).sort((a, b) => runs[a]!.to - runs[b]!.to);
  const rank = new Uint32Array(runs.length);
  order.forEach((index, place) => {
    rank[index] = place;
  });
  const before = new Int32Array(runs.length).fill(-1);
  const total = new Float64Array(runs.length);
  /** For each tree node, the run that ends the heaviest chain in the node's range. */
  const tree = new Int32Array(runs.length + 1).fill(-1);
  let last = -1;
  for (let index = 0; index < runs.length; index++) {
    let best = -1;
    for (let node = rank[index]!; node > 0; node -= node & -node) {
      const candidate = tree[node]!;
      if (candidate >= 0 && (best < 0 || total[candidate]! > total[best]!)) best = candidate;
    }
    before[index] = best;
    total[index] = weight(runs[index]!) + (best < 0 ? 0 : total[best]!);
    if (last < 0 || total[index]! > total[last]!) last = index;
    for (let node = rank[index]! + 1; node <= runs.length; node += node & -node) {
      const other = tree[node]!;
      if (other < 0 || total[index]! > total[other]!) tree[node] = index;
    }
  }
  const chain: Run[] = [];
  for (let index = last; index >= 0; index = before[index]!) chain.push(runs[index]!);
  return chain.reverse();
}
