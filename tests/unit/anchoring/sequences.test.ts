import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heaviestChain, type Run } from "@/lib/anchoring/chain";
import { commonWords } from "@/lib/anchoring/common-words";

describe("heaviestChain", () => {
  /** Single words in any order, each with a weight. */
  const weighted = fc
    .uniqueArray(fc.nat(30), { maxLength: 9 })
    .chain((places) =>
      fc.tuple(
        fc.constant(places.map((to, from): Run => ({ from, to, length: 1 }))),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: places.length, maxLength: places.length }),
      ),
    );

  it("returns the heaviest of all ordered subsets", () => {
    fc.assert(
      fc.property(weighted, ([runs, weights]) => {
        const weightOf = (chain: readonly Run[]): number => chain.reduce((sum, { from }) => sum + weights[from]!, 0);
        const isOrdered = (chain: readonly Run[]): boolean =>
          chain.every(({ to }, place) => place === 0 || to > chain[place - 1]!.to);
        const chain = heaviestChain(runs, ({ from }) => weights[from]!);
        let best = 0;
        for (let choice = 0; choice < 2 ** runs.length; choice++) {
          const some = runs.filter((_, place) => (choice >> place) % 2 === 1);
          if (isOrdered(some)) best = Math.max(best, weightOf(some));
        }
        expect(isOrdered(chain)).toBe(true);
        expect(weightOf(chain)).toBe(best);
      }),
    );
  });
});

describe("commonWords", () => {
  const sequence = fc.array(fc.nat(12), { maxLength: 80 }).map((words) => Uint32Array.from(words));

  it("returns equal, ordered and non-adjacent runs", () => {
    fc.assert(
      fc.property(sequence, sequence, fc.boolean(), (one, two, isLong) => {
        // Repeats the sequences, so that they are long enough to be split.
        const [before, after] = isLong ? [repeated(one), repeated(two)] : [one, two];
        let [end, endOther] = [-1, -1];
        for (const { from, to, length } of commonWords(before, after)) {
          expect(length).toBeGreaterThan(0);
          expect(from >= end && to >= endOther && !(from === end && to === endOther)).toBe(true);
          [end, endOther] = [from + length, to + length];
          expect(after.slice(to, endOther)).toEqual(before.slice(from, end));
        }
        expect(end).toBeLessThanOrEqual(before.length);
        expect(endOther).toBeLessThanOrEqual(after.length);
      }),
    );
  });

  it("returns a single run for equal sequences", () => {
    fc.assert(
      fc.property(sequence, fc.boolean(), (one, isLong) => {
        const words = isLong ? repeated(one) : one;
        const all = words.length === 0 ? [] : [{ from: 0, to: 0, length: words.length }];
        expect(commonWords(words, words)).toEqual(all);
      }),
    );
  });

  it("leaves out words that could belong to either end", () => {
    expect(commonWords(new Uint32Array(900).fill(7), new Uint32Array(800).fill(7))).toEqual([]);
  });

  it("keeps related words together", () => {
    const words = (text: string): Uint32Array => Uint32Array.from(text, (letter) => letter.codePointAt(0)!);
    expect(commonWords(words("that which was, and that which will be"), words("that which will be"))).toEqual([
      { from: 20, to: 0, length: 18 },
    ]);
  });
});

function repeated(words: Uint32Array): Uint32Array {
  return Uint32Array.from({ length: words.length * 20 }, (_, index) => words[index % words.length]! + (index % 7));
}
