import { describe, expect, it } from "vitest";
import { cutRun, excerptOf } from "@/lib/report/excerpt";
import { inlineText } from "@/lib/report/inline-text";
import type { Flow } from "@/lib/report/model";
import { parseReport } from "@/lib/report/parse";

const report = parseReport(
  `---
title: T
---

## Goals

Rivers carry *much trade*[^1] between[^2] towns.

3. Third
4. Fourth
   - Below the fourth
5. Fifth

> Quoted words.

Table 1 Offices

| Town | Offices |
|---|---|
| **North** | |
| Oskemen | 2 |
| Pavlodar | 1 |
| **South** | |
| Almaty | 4 |

[^1]: First note.

[^2]: Second note.
`,
  "t",
);

/** The passage from the first occurrence of one text to the end of the first occurrence of another. */
function passage(from: string, to = from) {
  return { start: report.text.indexOf(from), end: report.text.indexOf(to) + to.length };
}

describe("excerptOf", () => {
  /** The structure of an excerpt, with the text of each block in place of its index. */
  const formOf = (from: string, to?: string) => {
    const { blocks, flow, footnotes } = excerptOf(report, passage(from, to));
    const text = (index: number | undefined) => (index === undefined ? undefined : blocks[index]?.text);
    const form = (item: Flow): unknown => {
      switch (item.type) {
        case "heading":
        case "paragraph":
          return [item.type, text(item.block)];
        case "list":
          return ["list", item.first, ...item.items.map(({ block, children }) => [text(block), ...children.map(form)])];
        case "quote":
          return ["quote", ...item.children.map(form)];
        case "table":
          return [
            "table",
            text(item.caption),
            text(item.header),
            ...item.groups.map(({ head, rows }) => [text(head), ...rows.map(text)]),
          ];
        default:
          return [item.type];
      }
    };
    return [...flow.map(form), ...footnotes.map(({ label, block }) => [label, text(block)])];
  };

  it.each<[string, [string, string?], unknown[]]>([
    [
      "a heading and a paragraph",
      ["Goals", "Rivers"],
      [
        ["heading", "Goals"],
        ["paragraph", "Rivers carry much trade between towns."],
        ["1", "First note."],
        ["2", "Second note."],
      ],
    ],
    ["a heading before a block with footnotes", ["Goals"], [["heading", "Goals"]]],
    [
      "points with their numbers",
      ["Fourth", "Fifth"],
      [["list", 4, ["Fourth", ["list", 1, ["Below the fourth"]]], ["Fifth"]]],
    ],
    ["a point on its own that is nested in another", ["Below"], [["list", 1, ["Below the fourth"]]]],
    [
      "a range that starts at such a point",
      ["Below", "Fifth"],
      [
        ["list", 1, ["Below the fourth"]],
        ["list", 5, ["Fifth"]],
      ],
    ],
    ["a quotation", ["Quoted"], [["quote", ["paragraph", "Quoted words."]]]],
    ["a row with its headings", ["Pavlodar"], [["table", undefined, "Town\tOffices", ["North", "Pavlodar\t1"]]]],
    [
      "rows from two groups",
      ["Pavlodar", "Almaty"],
      [["table", undefined, "Town\tOffices", ["North", "Pavlodar\t1"], ["South", "Almaty\t4"]]],
    ],
    ["a table's title", ["Offices"], [["table", "Table 1 Offices", undefined]]],
    ["a footnote", ["First note"], [["1", "First note."]]],
  ])("keeps the structure of %s", (_name, [from, to], form) => {
    expect(formOf(from, to)).toEqual(form);
  });

  it("contains only the passage's blocks, with their headers and footnotes", () => {
    for (const block of report.blocks) {
      const { blocks, footnotes } = excerptOf(report, block);
      expect(blocks).toContain(block);
      const added = new Set(footnotes.map(({ block }) => blocks[block]));
      const others = blocks.filter((other) => other === block || !added.has(other));
      if (block.kind !== "table-row") expect(others).toEqual([block]);
      expect(added.size).toBe(block.text.startsWith("Rivers") ? 2 : block.kind === "footnote" ? 1 : 0);
    }
  });
});

describe("cutRun", () => {
  const run = report.blocks.find(({ text }) => text.startsWith("Rivers"))!.runs[0]!;
  const cut = (from: string, to?: string) => cutRun(run, passage(from, to));

  it("splits emphasized text and preserves the emphasis", () => {
    const [before, inside, after] = cut("carry much");
    expect([before, inside, after].map(inlineText)).toEqual(["Rivers ", "carry much", " trade between towns."]);
    expect([inside, after].map((part) => part.map(({ type }) => type))).toEqual([
      ["text", "emphasis"],
      ["emphasis", "footnote-reference", "text", "footnote-reference", "text"],
    ]);
  });

  it("leaves out markers at the edges of the passage", () => {
    const labels = cut("between").map((part) => part.flatMap((inline) => ("label" in inline ? inline.label : [])));
    expect(labels).toEqual([["1"], [], ["2"]]);
    const around = cut("trade", "towns").map((part) =>
      part.flatMap((inline) => ("label" in inline ? inline.label : [])),
    );
    expect(around).toEqual([[], ["1", "2"], []]);
  });

  it("loses no characters, wherever it splits", () => {
    const text = inlineText(run.inlines);
    for (let start = run.start; start < run.end; start += 1) {
      for (const end of [start + 1, start + 5, run.end + 3]) {
        const parts = cutRun(run, { start, end }).map(inlineText);
        expect(parts.join("")).toBe(text);
        expect(parts[1]).toBe(text.slice(start - run.start, end - run.start));
      }
    }
  });
});
