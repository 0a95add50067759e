import { describe, expect, it } from "vitest";
import { heightsOf, stretchesOf, TOTAL } from "@/app/_features/text/tick-layout";

/**
 * Two runs on a page of 1,000 px. Offsets 0 to 99 are in the first 200 px, and offsets from 100 on start at 500 px.
 */
const RUNS = [
  { start: 0, top: 0, height: 200 },
  { start: 100, top: 500, height: 100 },
];

const at = (...starts: number[]) =>
  heightsOf(
    RUNS,
    1_000,
    starts.map((start) => ({ start })),
  );

describe("heightsOf", () => {
  it.each([
    ["the start of a run", [0, 100], [0, TOTAL / 2]],
    ["within a run, in proportion to its text", [50], [TOTAL / 10]],
    ["the same place only once", [100, 100], [TOTAL / 2]],
    ["no hits", [], []],
  ])("%s", (_, starts, heights) => {
    expect(at(...starts)).toEqual(heights);
  });

  it("leaves out marks above the text, and all marks if there is no text or no page", () => {
    expect(heightsOf([{ start: 10, top: 0, height: 10 }], 100, [{ start: 5 }])).toEqual([]);
    expect(heightsOf([], 100, [{ start: 5 }])).toEqual([]);
    expect(heightsOf(RUNS, 0, [{ start: 5 }])).toEqual([]);
  });
});

describe("page sections", () => {
  const runs = [
    { start: 0, top: 0, height: 100 },
    { start: 100, top: 100, height: 100 },
    { start: 200, top: 300, height: 100 },
  ];
  const at = (...starts: number[]) => starts.map((start) => ({ start }));

  it("contain their marks, from the top", () => {
    expect(stretchesOf(runs, 400, at(250, 10, 90, 110, 20), 4)).toEqual([
      { index: 0, spans: at(10, 90, 20) },
      { index: 1, spans: at(110) },
      { index: 3, spans: at(250) },
    ]);
  });

  it("leave out marks that are outside any run", () => {
    expect(stretchesOf([], 400, at(10), 4)).toEqual([]);
    expect(stretchesOf(runs, 0, at(10), 4)).toEqual([]);
  });
});
