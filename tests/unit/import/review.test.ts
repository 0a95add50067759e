import { describe, expect, it, test } from "vitest";
import { blockAt, blockOfWarning, boxesOf } from "@/app/_features/import/review/places";
import { optionsFor, placeIn, ruleText } from "@/app/_features/import/review/rules";
import { heightOf, pagesWithin, placedPages } from "@/app/_features/page-view/geometry";
import type { PreviewedBlock } from "@/lib/library/edition-schemas";
import { EXCERPT } from "@/lib/report-import/corrections/limits";
import type { BlockTarget, Correction } from "@/lib/report-import/corrections/schemas";
import { t } from "../../support/messages";

const block = (boxes: number[], target: Partial<BlockTarget> = {}): PreviewedBlock => ({
  id: "b",
  target: { kind: "paragraph", text: "They pay.", page: 1, nth: 0, ...target },
  boxes,
});

/** Two columns on the first page. The second one continues on the next page. */
const BLOCKS = [
  block([0, 100, 100, 450, 300]),
  block([0, 550, 100, 900, 900, 1, 100, 100, 450, 200]),
  block([3, 100, 100, 900, 200]),
  block([], { kind: "footnote", label: "7" }),
];

describe("the block at a point on a page", () => {
  it.each([
    ["inside a block", { page: 0, x: 200, y: 200 }, 0],
    ["inside the other column", { page: 0, x: 600, y: 200 }, 1],
    ["inside the part on the next page", { page: 1, x: 200, y: 150 }, 1],
    ["below a block", { page: 0, x: 200, y: 500 }, 0],
    ["between the columns", { page: 0, x: 520, y: 200 }, 1],
    ["on a page without text", { page: 2, x: 500, y: 500 }, -1],
  ])("is found %s", (_, point, index) => {
    expect(blockAt(BLOCKS, point)).toBe(index);
  });
});

describe("a warning", () => {
  it.each([
    ["about a page leads to the first block that begins on it", { line: 4, message: "" }, true, 2],
    ["about a page without text leads to the last block before it", { line: 3, message: "" }, true, 1],
    ["about a note leads to the note", { line: 1, message: "", note: "7" }, true, 3],
    ["about a note that is gone leads nowhere", { line: 1, message: "", note: "8" }, true, -1],
    ["about a line of a text leads nowhere", { line: 4, message: "" }, false, -1],
    ["about the whole file leads nowhere", { line: 0, message: "" }, true, -1],
  ])("%s", (_, warning, hasPages, index) => {
    expect(blockOfWarning(warning, BLOCKS, hasPages)).toBe(index);
  });
});

test("each group of five numbers is read as a box", () => {
  expect(boxesOf(BLOCKS[1]!)).toEqual([
    { page: 0, left: 550, top: 100, right: 900, bottom: 900 },
    { page: 1, left: 100, top: 100, right: 450, bottom: 200 },
  ]);
});

test("places pages of different sizes below each other, as wide as the widest", () => {
  const sizes = [
    [200, 300],
    [400, 200],
  ] as const;
  const pages = placedPages(sizes, 800);
  expect(pages.map(({ width, height }) => [width, height])).toEqual([
    [400, 600],
    [800, 400],
  ]);
  expect(pages[1]!.top).toBeGreaterThan(600);
  expect(heightOf(pages)).toBe(pages[1]!.top + 400);
  expect(pagesWithin(pages, 0, 100)).toEqual([0, 0]);
  expect(pagesWithin(pages, 500, 700)).toEqual([0, 1]);
  expect(pagesWithin(pages, 5000, 6000)).toBeUndefined();
  expect(heightOf([])).toBe(0);
});

describe("the available corrections", () => {
  const offered = (target: Partial<BlockTarget>, index = 1) =>
    Object.entries(optionsFor(block([], target), index, true)).flatMap(([name, is]) => (is ? [name] : []));
  it.each<[string, Partial<BlockTarget>, string[]]>([
    ["a paragraph", {}, ["depth", "merge", "split", "marker", "omit", "omitLine"]],
    ["a long paragraph", { text: "x".repeat(EXCERPT) }, ["depth", "merge", "split", "marker", "omit"]],
    ["a row", { kind: "table-row" }, ["omit"]],
    ["a footnote", { kind: "footnote" }, ["merge", "split", "omit"]],
  ])("suit %s", (_, target, names) => {
    expect(offered(target)).toEqual(names);
  });

  it("don't merge the first block", () => {
    expect(offered({}, 0)).not.toContain("merge");
  });
});

test("a position is stored with the text on either side of it", () => {
  const text = `${"a".repeat(100)}${"b".repeat(100)}`;
  expect(placeIn(text, 100)).toEqual({ at: 100, before: "a".repeat(EXCERPT), after: "b".repeat(EXCERPT) });
  expect(placeIn("They pay.", 5)).toEqual({ at: 5, before: "They ", after: "pay." });
});

test("corrections are described with the text of their block", () => {
  const { target } = block([]);
  const note: BlockTarget = { kind: "footnote", text: "A toll.", page: null, nth: 0, label: "7" };
  const all: Correction[] = [
    { kind: "level", block: target, depth: 0 },
    { kind: "level", block: target, depth: 3 },
    { kind: "split", block: target, place: placeIn(target.text, 5) },
    { kind: "omit-line", text: "Guild report 1" },
    { kind: "marker", block: target, note, place: placeIn(target.text, 5) },
  ];
  expect(all.map((each) => ruleText(t, each))).toEqual([
    t("add.review.rule.paragraph", { text: "They pay." }),
    t("add.review.rule.heading", { text: "They pay.", level: 2 }),
    t("add.review.rule.split", { text: "They pay.", after: "pay." }),
    t("add.review.rule.omitLine", { text: "Guild report 1" }),
    t("add.review.rule.marker", { text: "They pay.", label: "7" }),
  ]);
});
