import { describe, expect, test } from "vitest";
import { runsOf } from "@/app/_features/pages/page-runs";
import { breaksOf, pageOf, printedNumbers } from "@/lib/report/printed-numbers";
import { drawn } from "../word-boxes/boxed";

describe("the text of a page", () => {
  const from = drawn("one two three", `four${" ".repeat(30)}five`, "six");
  const text = from.text.replaceAll("\n", " ");
  const runs = runsOf(from.boxes, (start, end) => text.slice(start, end));

  test("has a run for each line, with the offsets of the report's text", () => {
    expect(runs[0]).toMatchObject({ text: "one two three", start: 0, end: 13, x0: 0, x1: 130 });
    for (const { start, end, text: own } of runs) expect(text.slice(start, end)).toBe(own);
  });

  test("has separate runs for the cells of a table", () => {
    expect(runs.slice(1).map((run) => run.text)).toEqual(["four", "five", "six"]);
  });

  test("has separate runs for words that are not adjacent in the text", () => {
    const moved = from.boxes.map((box, n) => (n === 2 ? { ...box, start: 900, end: 905 } : box));
    const sorted = moved.toSorted((a, b) => a.start - b.start);
    const own = runsOf(sorted, (start, end) => text.padEnd(1000, "x").slice(start, end));
    expect(own.map((run) => run.text)).toEqual(["one two", "four", "five", "six", "xxxxx"]);
  });
});

describe("page numbers", () => {
  const page = (...spans: [start: number, end: number][]) => ({
    ...{ width: 1, height: 1, number: null as number | null },
    spans: spans.map(([start, end]) => ({ start, end })),
  });
  const pages = [page(), page([0, 90], [500, 520]), page([91, 180], [521, 540]), page([181, 300])];
  const breaks = [
    { page: 11, offset: 0, certain: true },
    { page: 12, offset: 90, certain: true },
  ];

  test("are those printed in the report, and count on where it has none", () => {
    expect(printedNumbers(pages, breaks)).toEqual([1, 11, 12, 13]);
  });

  test("are those printed in the file if the report has none", () => {
    const numbered = pages.map((each, index) => ({ ...each, number: 21 + index }));
    expect(printedNumbers(numbered, breaks)).toEqual([21, 11, 12, 24]);
    expect(breaksOf(numbered, [])).toEqual([
      { page: 22, offset: 0, certain: true },
      { page: 23, offset: 91, certain: true },
      { page: 24, offset: 181, certain: true },
    ]);
  });

  test("are unknown before the first one in a file that has printed numbers", () => {
    const numbered = pages.map((each, index) => ({ ...each, number: index < 2 ? null : index - 1 }));
    expect(printedNumbers(numbered, [])).toEqual([null, null, 1, 2]);
    const printed = [{ page: 1, offset: 90, certain: true }];
    expect(printedNumbers(numbered, printed)).toEqual([null, null, 1, 2]);
    expect(breaksOf(numbered, [{ start: 0, end: 90, kind: "paragraph" }])).toEqual([
      { page: 1, offset: 91, certain: true },
      { page: 2, offset: 181, certain: true },
    ]);
  });

  test("don't begin where the pages are out of order", () => {
    const swapped = [page([0, 90]), page([181, 300]), page([91, 180])];
    expect(breaksOf(swapped, []).map(({ page: number, offset }) => [number, offset])).toEqual([
      [1, 0],
      [2, 181],
    ]);
  });

  const block = (start: number, end: number, kind: "paragraph" | "footnote" = "paragraph") => ({ start, end, kind });

  test("end where blocks are on no page, unless both sides of them are on one", () => {
    const first = [block(0, 90), block(91, 300), block(301, 350), block(351, 400), block(401, 440)];
    const rest = [block(441, 450), block(451, 480), block(481, 520), block(521, 540)];
    const gappy = [page([0, 90]), page([401, 440], [451, 470])];
    const numbersOf = (own: ReturnType<typeof block>[]) =>
      breaksOf(gappy, own).map(({ page: number, offset }) => [number, offset]);
    expect(numbersOf([...first, ...rest])).toEqual([
      [1, 0],
      [null, 91],
      [2, 401],
      [null, 481],
    ]);
    // Notes are on the pages of their markers.
    expect(numbersOf([...first, block(441, 480), block(481, 540, "footnote")]).at(-1)).toEqual([2, 401]);
    // A block that begins before the first word that was found is on the page as a whole.
    expect(numbersOf([block(0, 90), block(91, 380), block(381, 480)])).toEqual([
      [1, 0],
      [null, 91],
      [2, 381],
      [2, 401],
    ]);
  });

  test.each([
    [0, 1],
    [89, 1],
    [90, 1],
    [91, 2],
    [530, 2],
    [499, 3],
    [10_000, 3],
  ])("the offset %i is on page %i", (offset, index) => {
    expect(pageOf(pages, offset)).toBe(index);
  });
});
