/** Compares texts in the same way as the scorer that comes with the cases. */

/** Minimum similarity for two texts to count as the same heading, item or footnote. */
export const SAME = 0.9;

/** Normalizes text for comparison: no soft hyphens or ligatures, one kind of hyphen, single spaces. */
export function normal(text: string): string {
  return text
    .replace(/\u00ad/gu, "")
    .replace(/[\u2010\u2011]/gu, "-")
    .normalize("NFC")
    .replace(/[\ufb00-\ufb06]/gu, (ligature) => ligature.normalize("NFKC"))
    .replace(/[\s\u200b\ufeff]+/gu, " ")
    .trim();
}

export const letters = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

export const words = (text: string): string[] =>
  normal(text)
    .normalize("NFKC")
    .toLowerCase()
    .match(/[\p{L}\p{N}_]+/gu) ?? [];

/** Words, including their hyphens. */
export const hyphenated = (text: string): string[] =>
  normal(text)
    .toLowerCase()
    .match(/\p{L}+(?:-\p{L}+)*/gu) ?? [];

/**
 * Length of the longest common subsequence, computed bit-parallel: each character of the first text has one bit, and
 * each character of the second text has one row of bits.
 */
export function common(first: string, second: string): number {
  const a = [...first];
  const size = Math.ceil(a.length / 32);
  if (size === 0) return 0;
  const masks = new Map<string, Uint32Array>();
  for (const [index, char] of a.entries()) {
    const mask = masks.get(char) ?? new Uint32Array(size);
    mask[index >> 5]! |= 1 << (index & 31);
    masks.set(char, mask);
  }
  const row = new Uint32Array(size).fill(0xffffffff);
  for (const char of second) {
    const mask = masks.get(char);
    if (!mask) continue;
    let carry = 0;
    for (let n = 0; n < size; n++) {
      const own = row[n]!;
      const sum = own + ((own & mask[n]!) >>> 0) + carry;
      carry = sum > 0xffffffff ? 1 : 0;
      row[n] = (sum >>> 0) | (own & ~mask[n]!);
    }
  }
  let zeros = 0;
  for (const [index] of a.entries()) if ((row[index >> 5]! & (1 << (index & 31))) === 0) zeros++;
  return zeros;
}

/**
 * Normalized indel similarity: 1 for equal texts, 0 for texts that are very different or have no characters in common.
 */
export function alike(a: string, b: string): number {
  if (a === b) return 1;
  const total = a.length + b.length;
  if (total === 0 || (2 * Math.min(a.length, b.length)) / total < SAME - 0.1) return 0;
  return (2 * common(a, b)) / total;
}

/** Pairs of indexes of equal or similar texts. Each text is used only once, and equal texts are paired first. */
export function match(truth: readonly string[], found: readonly string[], least = SAME): [number, number][] {
  const a = truth.map(letters);
  const b = found.map(letters);
  const pairs: [number, number][] = [];
  const used = new Set<number>();
  const left = new Map<string, number[]>();
  for (const [index, text] of b.entries()) left.set(text, [...(left.get(text) ?? []), index]);
  const free = [...a.keys()].filter((index) => {
    const same = left.get(a[index]!)?.shift();
    if (same === undefined) return true;
    pairs.push([index, same]);
    used.add(same);
    return false;
  });
  for (const index of free) {
    let best = { value: 0, distance: 0, other: -1 };
    for (const [other, text] of b.entries()) {
      if (used.has(other)) continue;
      const value = alike(a[index]!, text);
      const distance = Math.abs(index - other);
      if (value > best.value || (value === best.value && distance < best.distance)) best = { value, distance, other };
    }
    if (a[index] === "" || best.value < least) continue;
    pairs.push([index, best.other]);
    used.add(best.other);
  }
  return pairs;
}

/** A multiset. */
export class Counter {
  readonly counts = new Map<string, number>();

  constructor(things: Iterable<string>) {
    for (const thing of things) this.counts.set(thing, this.of(thing) + 1);
  }

  of(thing: string): number {
    return this.counts.get(thing) ?? 0;
  }

  get total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** The number of elements that are in this multiset but not in the others. */
  without(...others: readonly Counter[]): number {
    let sum = 0;
    for (const [thing, count] of this.counts) {
      sum += Math.max(0, count - others.reduce((all, other) => all + other.of(thing), 0));
    }
    return sum;
  }

  /** The number of elements that two multisets have in common. */
  shared(other: Counter): number {
    return this.total - this.without(other);
  }
}
