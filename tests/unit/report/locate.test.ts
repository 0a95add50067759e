import { describe, expect, it } from "vitest";
import { blockIndexAt, pageAt, pageOfBlock } from "@/lib/report/locate";
import { entryAt, outlineOf } from "@/lib/report/outline";
import { parseReport } from "@/lib/report/parse";

const report = parseReport(
  `---
title: T
---

Before.

<!-- page 7 -->

## Goals

- (a) To promote science. It costs money.

Students of[^1] <!-- page 8 -->Kazakhstan.

Chart 1 Money

![](missing)

### Details

More.

[^1]: A note.

[^2]: Nobody refers to this.
`,
  "t",
);
const at = (text: string) => report.text.indexOf(text);

describe("blockIndexAt", () => {
  it.each([
    ["the first character", 0, "Before."],
    ["the separator after a block", at("Goals") - 1, "Before."],
    ["the first character of a block", at("Students"), "Students of Kazakhstan."],
    ["the end of the text", report.text.length, "Nobody refers to this."],
  ])("%s", (_, offset, text) => {
    expect(report.blocks[blockIndexAt(report, offset)]?.text).toBe(text);
  });
});

describe("pageAt", () => {
  it.each([
    ["before the first page", "Before", undefined],
    ["at the start of a page", "Goals", 7],
    ["in a paragraph, before the page ends", "Students", 7],
    ["in a paragraph, after the page began", "Kazakhstan", 8],
    ["a footnote is on the page of its marker, not at the end", "A note", 7],
    ["a footnote without a marker is on no page", "Nobody", undefined],
  ])("%s", (_, text, page) => {
    expect(pageAt(report, at(text))?.page).toBe(page);
  });
});

it("pageOfBlock returns the page where a block begins", () => {
  const index = report.blocks.findIndex((block) => block.text.startsWith("Students"));
  expect(pageOfBlock(report, index)?.page).toBe(7);
});

it("outlineOf lists sections, lettered points by their first sentence, and figures", () => {
  expect(outlineOf(report).map(({ kind, title, level, page }) => [kind, title, level, page?.page])).toEqual([
    ["section", "Goals", 0, 7],
    ["point", "(a) To promote science.", 1, 7],
    ["figure", "Chart 1 Money", 1, 8],
    ["section", "Details", 1, 8],
  ]);
});

it.each([
  ["the caption of a figure", "Chart 1", "Chart 1 Money"],
  ["text below a figure", "Below the chart", "(a) To promote science."],
  ["the last row of a table", "1990", "Table 1 Years"],
  ["the source of a table", "Source: a census", "Table 1 Years"],
  ["text below a table", "Below the table", "Goals"],
  ["a heading", "Details", "Details"],
  ["text before all of them", "Before", undefined],
])("entryAt finds the entry of %s", (_, text, title) => {
  const charts = parseReport(
    "---\ntitle: T\n---\n\nBefore.\n\n## Goals\n\nTable 1 Years\n\n| a | b |\n| - | - |\n| 1990 | 2 |\n\nSource: a census\n\nBelow the table.\n\n- (a) To promote science. It costs.\n\nChart 1 Money\n\n![](missing)\n\nBelow the chart.\n\n### Details\n\nMore.\n",
    "t",
  );
  expect(entryAt(outlineOf(charts), charts.text.indexOf(text))?.title).toBe(title);
});
