import { suffixArray } from "./suffix-array";

/** Finds all occurrences of a sequence of numbers in a longer one. The suffix array is built on first use. */
export class SuffixIndex {
  #order: Int32Array | undefined;

  constructor(private readonly codes: Uint16Array | Uint32Array) {}

  /**
   * The offsets at which a sequence occurs, in suffix array order. The time depends on the length of this sequence, but
   * hardly on the length of the sequence that is searched.
   */
  offsetsOf(sought: Uint16Array | Uint32Array): Int32Array {
    return this.#sorted.subarray(this.#first(sought, false), this.#first(sought, true));
  }

  get #sorted(): Int32Array {
    this.#order ??= orderOf(this.codes);
    return this.#order;
  }

  /** Binary search for the first suffix that comes after a sequence, or for the first that does not come before it. */
  #first(sought: Uint16Array | Uint32Array, isAfter: boolean): number {
    const sorted = this.#sorted;
    let [from, to] = [0, sorted.length];
    // Length of the prefix that the suffix at each end of the range shares with the sequence. All suffixes in between
    // share the shorter of the two, so it is not compared again.
    let [agreeFrom, agreeTo] = [0, 0];
    while (from < to) {
      const middle = (from + to) >>> 1;
      const offset = sorted[middle]!;
      const agree = this.#agreement(sought, offset, Math.min(agreeFrom, agreeTo));
      const difference = agree === sought.length ? 0 : (this.codes[offset + agree] ?? -1) - sought[agree]!;
      if (difference < 0 || (isAfter && difference === 0)) {
        from = middle + 1;
        agreeFrom = agree;
      } else {
        to = middle;
        agreeTo = agree;
      }
    }
    return from;
  }

  #agreement(sought: Uint16Array | Uint32Array, offset: number, known: number): number {
    let agree = known;
    while (agree < sought.length && this.codes[offset + agree] === sought[agree]) agree++;
    return agree;
  }
}

function orderOf(codes: Uint16Array | Uint32Array): Int32Array {
  const used = [...new Set(codes)].sort((a, b) => a - b);
  const ranks = new Map(used.map((code, rank) => [code, rank]));
  const ranked = Uint32Array.from(codes, (code) => ranks.get(code)!);
  return suffixArray(ranked, used.length);
}
