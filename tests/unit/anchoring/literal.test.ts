import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { LiteralIndex } from "@/lib/anchoring/literal";
import { suffixArray } from "@/lib/anchoring/suffix-array";
import { expectNearLinear } from "../growth";

describe("suffixArray", () => {
  it("returns all offsets in the order of their suffixes", () => {
    const sequence = fc.integer({ min: 1, max: 4 }).chain((size) =>
      fc.tuple(
        fc.array(fc.nat(size - 1), { maxLength: 60 }).map((numbers) => Uint32Array.from(numbers)),
        fc.constant(size),
      ),
    );
    fc.assert(
      fc.property(sequence, ([numbers, size]) => {
        const rest = (offset: number): string => String.fromCharCode(...numbers.subarray(offset));
        const sorted = Array.from(numbers, (_, offset) => offset).sort((a, b) => (rest(a) < rest(b) ? -1 : 1));
        expect([...suffixArray(numbers, size)]).toEqual(sorted);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ["a single number", (_: number) => 0],
    ["two alternating numbers", (index: number) => index % 2],
    ["increasingly long repetitions", (index: number) => Math.clz32(index + 1) % 2],
  ])("takes linear time for %s", (_, numberAt) => {
    expectNearLinear((length) => {
      const numbers = Uint32Array.from({ length }, (_none, index) => numberAt(index));
      return () => suffixArray(numbers, 2);
    }, 400_000);
  });
});

describe("LiteralIndex finds words", () => {
  const TEXT =
    "He called it \u201csoft power\u201d \u2013 and\u00a0left\u2026\nTwo lines,\r\n a soft\u00adhyphen, cafe\u0301 and caf\u00e9 \ufb01ne.";
  test.each([
    ["as written", "and", "left", "", 1],
    ["with other quotation marks and dashes", "", '"soft power" - and left...', "", 1],
    ["with different whitespace", "two  left... ", "Two lines, a softhyphen", "", 0],
    ["across a line break", "", "left\u2026 Two lines", ", a", 1],
    ["with punctuation attached or separate", "", "cafe\u0301", "", 2],
    ["only with their punctuation", "", "cafe", "", 0],
    ["only in the same case", "", "Soft power", "", 0],
    ["only with all of a ligature", "", "ine.", "", 0],
    ["with a context that splits a character", "\ufffd", "and left", "\u2026\ud83d", 1],
    ["nothing if the text does not contain them", "and", " \n", "left", 0],
  ])("%s", (_, prefix, exact, suffix, count) => {
    expect(new LiteralIndex(TEXT).find({ prefix, exact, suffix }, 9)).toHaveLength(count);
  });

  it("finds every occurrence up to the limit, including surrounding whitespace", () => {
    const found = new LiteralIndex("one two one  two one").find({ prefix: "", exact: " two ", suffix: "" }, 9);
    const spans = found.map(({ start, end }) => [start, end]).sort(([a], [b]) => a! - b!);
    expect(spans).toEqual([
      [3, 8],
      [12, 17],
    ]);
    expect(new LiteralIndex("one two").find({ prefix: "", exact: "o", suffix: "" }, 1)).toHaveLength(1);
    expect(new LiteralIndex("").find({ prefix: "", exact: "o", suffix: "" }, 1)).toEqual([]);
  });
});
