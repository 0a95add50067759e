import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { overlapsOf, spansAt } from "@/app/_features/annotations/marks/overlaps";

const span = (start: number, end: number) => ({ start, end });

describe("overlapsOf", () => {
  it.each([
    ["no spans", [], []],
    ["neighbours do not overlap", [span(0, 5), span(5, 9)], []],
    ["two", [span(0, 6), span(4, 9)], [span(4, 6)]],
    ["one inside another", [span(0, 9), span(2, 4), span(6, 7)], [span(2, 4), span(6, 7)]],
    ["three levels are one overlap", [span(0, 9), span(1, 8), span(2, 7)], [span(1, 8)]],
    ["equal spans", [span(1, 3), span(1, 3)], [span(1, 3)]],
  ])("%s", (_, spans, expected) => {
    expect(overlapsOf(spans)).toEqual(expected);
  });

  it("covers exactly the positions that at least two spans cover", () => {
    const spans = fc.array(
      fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 10 })).map(([start, length]) => span(start, start + length)),
    );
    fc.assert(
      fc.property(spans, fc.nat(40), (all, offset) => {
        expect(spansAt(overlapsOf(all), offset).length).toBe(spansAt(all, offset).length >= 2 ? 1 : 0);
      }),
    );
  });
});

it("spansAt returns the shortest first", () => {
  expect(spansAt([span(0, 9), span(2, 5), span(3, 5), span(6, 8)], 4)).toEqual([span(3, 5), span(2, 5), span(0, 9)]);
});
