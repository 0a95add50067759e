import { expect, test } from "vitest";
import { parseReport } from "@/lib/report/parse";
import { figuresOnPages } from "@/lib/report-import/figures-on-pages";
import { inFigure, onPages } from "@/lib/word-boxes/figures";
import { UNIT } from "@/lib/word-boxes/model";

const [MAP, CHART] = ["a", "b"].map((digit) => digit.repeat(32)) as [string, string];
const FIGURES = [
  { picture: MAP, page: 1, x0: 8000, y0: 4000, x1: 24_000, y1: 12_000 },
  { picture: CHART, page: 2, x0: 8000, y0: 4000, x1: 24_000, y1: 12_000 },
];

test("an area inside a figure is one of its picture, and is in the same place of the page", () => {
  const rect = { page: 1, x0: 12_000, y0: 6000, x1: 16_000, y1: 12_000 };
  const inside = inFigure(rect, FIGURES);
  const [quarter, half] = [0.25, 0.5].map((part) => Math.round(part * UNIT)) as [number, number];
  expect(inside).toEqual({ picture: MAP, x0: quarter, y0: quarter, x1: half, y1: UNIT });
  expect(onPages(inside!, FIGURES)).toEqual([rect]);
});

test("an area that reaches beyond a figure, or is on another page, isn't one of its picture", () => {
  expect(inFigure({ page: 1, x0: 12_000, y0: 6000, x1: 25_000, y1: 9000 }, FIGURES)).toBeNull();
  expect(inFigure({ page: 0, x0: 12_000, y0: 6000, x1: 16_000, y1: 9000 }, FIGURES)).toBeNull();
  // A hand doesn't stop exactly at the edge.
  expect(inFigure({ page: 1, x0: 7950, y0: 3950, x1: 24_050, y1: 12_050 }, FIGURES)).toEqual({
    ...{ picture: MAP, x0: 0, y0: 0, x1: UNIT, y1: UNIT },
  });
});

test("the figures of a text are where the layout has them, unless it has others", () => {
  const picture = (id: string) => `![](picture:${id}/40x30)`;
  const report = parseReport(`---\ntitle: Rivers\n---\n\n${picture(MAP)}\n\nText.\n\n${picture(CHART)}\n`, "rivers");
  const layout = { sizes: [], body: [], notes: {} };
  const boxes = [
    [1, 250, 100, 750, 400],
    [2, 250, 500, 750, 1000],
  ];
  expect(figuresOnPages(report, { ...layout, figures: boxes })).toEqual([
    { picture: MAP, page: 1, x0: 8192, y0: 3277, x1: 24_575, y1: 13_107 },
    { picture: CHART, page: 2, x0: 8192, y0: 16_384, x1: 24_575, y1: UNIT },
  ]);
  expect(figuresOnPages(report, { ...layout, figures: boxes.slice(1) })).toEqual([]);
  expect(figuresOnPages(report, undefined)).toEqual([]);
});
