import { expect, test } from "vitest";
import { parseReport } from "@/lib/report/parse";
import { predictionOf } from "@/tests/bench/import/prediction";
import { scoresOf } from "@/tests/bench/import/scores";
import { alike, common, match, words } from "@/tests/bench/import/texts";
import type { Truth } from "@/tests/bench/import/truth";

test.each([
  ["", "", 0],
  ["river", "", 0],
  ["river", "river", 5],
  ["river", "driver", 5],
  ["abcde", "edcba", 1],
  ["x".repeat(40), "x".repeat(33), 33],
  [`${"ab".repeat(50)}c`, `c${"ba".repeat(50)}`, 99],
])("the longest common subsequence of %s and %s has %i characters", (a, b, length) => {
  expect(common(a, b)).toBe(length);
});

test("similarity is the share of common text, and very different texts are not compared", () => {
  expect(alike("river", "river")).toBe(1);
  expect(alike("abcdefghij", "abcdefghi")).toBeCloseTo(18 / 19);
  expect(alike("abc", "abcdefghi")).toBe(0);
});

test("matches each text only once, identical ones first", () => {
  expect(match(["The river", "The town"], ["the town!", "The  River", "The town"])).toEqual([
    [0, 1],
    [1, 0],
  ]);
});

test("the comparison of words ignores soft hyphens, ligatures and case", () => {
  expect(words("The of\u00adfice, o\ufb03ce\u2010like")).toEqual(["the", "office", "office", "like"]);
});

const FRONT = "---\ntitle: Trade\nlanguage: en\n---\n\n";
const TRUTH: Truth = {
  case: "en-made1",
  file: "en-made1.pdf",
  language: "en",
  setter: "made1",
  style: { tagged: false },
  title: "Trade",
  byline: "Ann Lee",
  pages: 2,
  labels: ["11", "12"],
  furniture: { heads: ["Trade on rivers"], folio: "{p}" },
  figureText: [],
  toc: false,
  blocks: [
    { kind: "heading", text: "Beginnings", level: 1, page: 1 },
    {
      kind: "paragraph",
      text: "The harbour grew with the trade.",
      page: 1,
      refs: [{ at: 11, note: 0 }],
      marks: [{ style: "i", start: 12, end: 16 }],
    },
    { kind: "list-item", text: "the ships of the north;" },
    { kind: "paragraph", text: "Its merchants kept well-known books.", page: 2 },
    {
      kind: "table",
      text: "",
      rows: [
        ["Town", "Year"],
        ["Oslo", "1904"],
      ],
    },
  ],
  notes: [{ text: "Lee 1990, p. 4." }],
  broken: ["harbour", "merchants", "well-known", "harbour", "books"],
};
const RIGHT = `${FRONT}<!-- page 11 -->

## Beginnings

The harbour[^1] *grew* with the trade.

- the ships of the north;

<!-- page 12 -->

Its merchants kept well-known books.

| Town | Year |
| --- | --- |
| Oslo | 1904 |

[^1]: Lee 1990, p. 4.
`;
const scored = (markdown: string) => scoresOf(TRUTH, predictionOf(parseReport(markdown, "case")));

test("identical content gets the best scores", () => {
  const { leak, lost, invented, ...rising } = scored(RIGHT);
  expect({ leak, lost, invented }).toEqual({ leak: 0, lost: 0, invented: 0 });
  expect(Object.entries(rising).filter(([, value]) => value !== 1)).toEqual([]);
});

test.each([
  ["a heading as plain text", "## Beginnings", "Beginnings", { head: 0, level: 0 }],
  ["a misplaced marker", "harbour[^1] *grew* with the trade.", "harbour *grew* with the trade.[^1]", { notes: 0 }],
  ["a page break that is too late", "<!-- page 12 -->", "<!-- page 13 -->", { page: 0.5 }],
  ["a running head in the text", "Its merchants", "Trade on rivers\n\nIts merchants", { leak: 0.25 }],
  ["a split word", "merchants", "mer-chants", { hyphen: 0.8 }],
  ["no italics", "*grew*", "grew", { style: 0 }],
  ["a cell in the wrong column", "| Oslo | 1904 |", "| 1904 | Oslo |", { table: 0.5 }],
])("%s has the expected cost", (_, before, after, expected) => {
  expect(scored(RIGHT.replace(before, after))).toMatchObject(expected);
});
