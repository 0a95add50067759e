import { afterAll, beforeAll, describe, expect, it, test, vi } from "vitest";
import {
  heightOf,
  placedPages,
  pointOf,
  type Turn,
  turnedSize,
  uprightPoint,
} from "@/app/_features/page-view/geometry";
import { picturesOn } from "@/app/_features/page-view/page-colours";
import { unplacedWords } from "@/app/_features/pages/placed-words";
import { drawn } from "../word-boxes/boxed";

describe("pages", () => {
  const sizes = [
    [200, 300],
    [100, 100],
    [200, 400],
  ] as const;

  it("are centred in a single column", () => {
    const pages = placedPages(sizes, 200, { gap: 10 });
    expect(pages.map(({ top, left }) => [top, left])).toEqual([
      [0, 0],
      [310, 50],
      [420, 0],
    ]);
    expect(heightOf(pages)).toBe(820);
  });

  it("touch the gap between them if they are side by side", () => {
    const pages = placedPages(sizes, 410, { columns: 2, gap: 10 });
    expect(pages.map(({ top, left, width }) => [top, left, width])).toEqual([
      [0, 0, 200],
      [0, 210, 100],
      [310, 0, 200],
    ]);
    expect(heightOf(placedPages(sizes.slice(0, 2), 410, { columns: 2, gap: 10 }))).toBe(300);
  });

  it("swap their sides when they are rotated by 90 degrees", () => {
    expect(turnedSize([2, 3], 1)).toEqual([3, 2]);
    expect(turnedSize([2, 3], 2)).toEqual([2, 3]);
  });
});

test.each<[Turn, number, number]>([
  [0, 0.2, 0.1],
  [1, 0.9, 0.2],
  [2, 0.8, 0.9],
  [3, 0.1, 0.8],
])("finds a point of the upright page after %i turns", (turn, across, down) => {
  const { x, y } = uprightPoint(across, down, turn);
  expect([x, y]).toEqual([expect.closeTo(0.2), expect.closeTo(0.1)]);
  const box = { left: 50, top: 70, width: 200, height: 400 };
  const currentTarget = { getBoundingClientRect: () => box } as Element;
  const event = { currentTarget, clientX: 50 + 200 * across, clientY: 70 + 400 * down };
  expect(pointOf(event, 4, turn)).toEqual({ page: 4, x: expect.closeTo(200), y: expect.closeTo(100) });
});

test("counts the words of a passage without a place", () => {
  const { text, boxes } = drawn("one two three", "four");
  const passage = { start: 4, text: text.slice(4) };
  expect(unplacedWords(passage, boxes)).toEqual({ missing: 0, all: 3 });
  const some = boxes.filter(({ start }) => start !== 4);
  expect(unplacedWords(passage, some)).toEqual({ missing: 1, all: 3 });
  expect(unplacedWords({ start: 900, text: "– other" }, boxes)).toEqual({ missing: 1, all: 1 });
});

describe("the pictures on a page", () => {
  // pdf.js refers to it when it is loaded, but only drawing needs it.
  beforeAll(() => void vi.stubGlobal("DOMMatrix", class {}));
  afterAll(() => void vi.unstubAllGlobals());

  const pictures = async (operators: (ops: Record<string, number>) => [number, unknown[]?][]) => {
    const { OPS } = await import("pdfjs-dist");
    const list = operators(OPS);
    const fnArray = list.map(([operator]) => operator);
    const argsArray = list.map(([, args]) => args);
    const page = { getOperatorList: async () => ({ fnArray, argsArray }) };
    // A page of 100 × 100 points, drawn at twice its size. PDF coordinates start at the bottom.
    const viewport = { width: 200, height: 200, transform: [2, 0, 0, -2, 0, 200] };
    return picturesOn(page as never, viewport as never);
  };

  it("are found where the operators draw them", async () => {
    const found = await pictures((ops) => [
      [ops.save!],
      [ops.transform!, [10, 0, 0, 20, 5, 5]],
      [ops.paintImageXObject!, ["img", 1, 1]],
      [ops.restore!],
      [ops.paintFormXObjectBegin!, [[1, 0, 0, 1, 50, 50], null]],
      [ops.transform!, [10, 0, 0, 10, 0, 0]],
      [ops.paintInlineImageXObject!, [{}]],
      [ops.paintFormXObjectEnd!],
      [ops.paintImageXObjectRepeat!, ["img", 4, 4, [20, 30]]],
    ]);
    expect(found).toEqual([
      [10, 190, 30, 190, 30, 150, 10, 150],
      [100, 100, 120, 100, 120, 80, 100, 80],
      [40, 140, 48, 140, 48, 132, 40, 132],
    ]);
  });

  it("don't include stencils, and a scan of the whole page", async () => {
    const found = await pictures((ops) => [
      [ops.transform!, [95, 0, 0, 95, 2, 2]],
      [ops.paintImageXObject!, ["scan", 1, 1]],
      [ops.paintImageMaskXObject!, [{}]],
    ]);
    expect(found).toEqual([]);
  });
});
