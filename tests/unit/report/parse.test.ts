import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "@/lib/errors";
import { frontMatterOf } from "@/lib/report/front-matter";
import type { Flow, Inline, Report } from "@/lib/report/model";
import { parseReport } from "@/lib/report/parse";
import { sampled } from "../../support/sampled";

const report = (body: string): Report => parseReport(`---\ntitle: T\n---\n\n${body}\n`, "t");
const texts = (body: string): string[] => report(body).blocks.map((block) => block.text);
const kinds = (body: string): string[] => report(body).blocks.map((block) => block.kind);

/** The text of inlines as `<Inlines>` renders it. */
function shown(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => ("value" in inline ? inline.value : "children" in inline ? shown(inline.children) : ""))
    .join("");
}

function leaves(inlines: readonly Inline[]): { value: string; start: number }[] {
  return inlines.flatMap((inline) =>
    "value" in inline ? [inline] : "children" in inline ? leaves(inline.children) : [],
  );
}

/** What must be true of the canonical text of any report. */
function expectSound({ text, blocks, pages, sections, footnotes }: Report): void {
  expect(text).toBe(blocks.map((block) => block.text).join("\n"));
  expect(new Set(blocks.map((block) => block.id)).size).toBe(blocks.length);
  for (const block of blocks) {
    expect(text.slice(block.start, block.end)).toBe(block.text);
    expect(block.text.trim()).not.toBe("");
    for (const run of block.runs) {
      expect(text.slice(run.start, run.end)).toBe(shown(run.inlines));
      for (const leaf of leaves(run.inlines)) {
        expect(text.slice(leaf.start, leaf.start + leaf.value.length)).toBe(leaf.value);
      }
    }
  }
  const offsets = pages.map((page) => page.offset);
  expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
  for (const section of sections) expect(blocks[section.block]?.kind).toBe("heading");
  for (const footnote of footnotes) expect(blocks[footnote.block]?.label).toBe(footnote.label);
}

describe("the text of a block", () => {
  it.each([
    ["inline markup is not included", "A *long **bold*** ~~gone~~ `code`.", ["A long bold gone code."]],
    ["footnote markers are not included", "Power[^1].\n\n[^1]: Note", ["Power.", "Note"]],
    ["images are not included", "Before ![alt](x.png)after", ["Before after"]],
    ["a soft line break is a space", "one\ntwo  three", ["one two three"]],
    ["a hard line break is a line break", "one\\\ntwo", ["one\ntwo"]],
    ["<br> is a line break", "one<br>two", ["one\ntwo"]],
    ["page comments are not included", "students of <!-- page 8 -->Kazakhstan", ["students of Kazakhstan"]],
    ["a page comment between two spaces leaves one space", "of <!-- page 8 --> Kazakhstan", ["of Kazakhstan"]],
    [
      "a paragraph can begin with a page comment",
      "<!-- page 8 -->Kazakhstan **bold**[^1]\n\n[^1]: n",
      ["Kazakhstan bold", "n"],
    ],
    ["so can a list item", "1. <!-- page 9 -->first *item*", ["first item"]],
    ["a footnote can contain code", "x[^1]\n\n[^1]: see\n\n    ```\n    code\n    ```", ["x", "see\ncode"]],
    ["other comments are left out", "a <!-- check --> b", ["a b"]],
    ["tags are text, so that nothing is lost", "x <b>y</b>", ["x <b>y</b>"]],
    ["links show their text", "see [here](http://a.b) and <http://c.d>", ["see here and http://c.d"]],
    ["so do reference links", "see [here][r]\n\n[r]: http://a.b", ["see here"]],
    ["cells are joined by a tab", "| a | b |\n| - | - |\n| c | d |", ["a\tb", "c\td"]],
    ["paragraphs of a footnote are joined by a line break", "x[^1]\n\n[^1]: one\n\n    two", ["x", "one\ntwo"]],
    ["so are paragraphs of a list item", "- one\n\n  two", ["one\ntwo"]],
    ["nested items are separate blocks", "- one\n  - two\n- three", ["one", "two", "three"]],
    ["decomposed letters are composed", "и\u0306", ["й"]],
    ["characters outside the BMP count as two units", "a 𐍈 b", ["a 𐍈 b"]],
  ])("%s", (_, body, expected) => {
    expect(texts(body)).toEqual(expected);
    expectSound(report(body));
  });
});

describe("block types", () => {
  it.each([
    ["heading and paragraph", "## H\n\np", ["heading", "paragraph"]],
    [
      "a caption above a table",
      "Chart 1 Offices\n\n| a | b |\n| - | - |\n| c | d |",
      ["caption", "table-row", "table-row"],
    ],
    [
      "a caption above a missing image, a note below",
      "Рис. 2 Рост\n\n![](missing)\n\nИсточник: x",
      ["caption", "caption"],
    ],
    ["only one note", "Map 1 A\n\n![](missing)\n\nSource: x\n\nSource: y", ["caption", "caption", "paragraph"]],
    ["a label in running text is not a caption", "Chart 1 shows growth.\n\nMore.", ["paragraph", "paragraph"]],
    ["a table without a header row", "|  |  |\n| - | - |\n| c | d |", ["table-row"]],
    ["a quotation", "> q", ["paragraph"]],
    ["a code block", "```\nx\n```", ["paragraph"]],
    ["an empty report", "", []],
  ])("%s", (_, body, expected) => {
    expect(kinds(body)).toEqual(expected);
  });

  it("groups table rows under rows with text only in their first cell", () => {
    const { flow, blocks } = report(
      "|  |  |\n| - | - |\n| AFRICA | |\n| EGYPT | Cairo |\n| ASIA | |\n| JAPAN | Tokyo |",
    );
    const table = flow[0] as Extract<Flow, { type: "table" }>;
    const named = table.groups.map(({ head, rows }) => [blocks[head!]!.text, rows.map((row) => blocks[row]!.text)]);
    expect(named).toEqual([
      ["AFRICA", ["EGYPT\tCairo"]],
      ["ASIA", ["JAPAN\tTokyo"]],
    ]);
  });

  it("keeps a figure's caption, note and image together", () => {
    const { flow } = report("Chart 2 Money\n\n![](missing)\n\nSource: x\n\n![Map](http://a.b/c.png)");
    expect(flow).toEqual([
      { type: "figure", caption: 0, note: 1, alt: "" },
      { type: "figure", src: "http://a.b/c.png", alt: "Map" },
    ]);
  });

  it("reads the words in a figure from the title of its image, which isn't part of the text", () => {
    const { flow, text } = report('Before.\n\n![Map](http://a.b/c.png "Kesh Dunmere")\n\nAfter.');
    expect(flow[1]).toEqual({ type: "figure", src: "http://a.b/c.png", alt: "Map", words: "Kesh Dunmere" });
    expect(text).toBe("Before.\nAfter.");
  });
});

describe("a heading that is a caption", () => {
  const body = "## A\n\na\n\n### Chart 1 Offices\n\n| a | b |\n| - | - |\n| c | d |\n\nafter[^1]\n\n## B\n\n[^1]: note";

  it("is not a section, and text after its table stays in the enclosing section", () => {
    const { sections, blocks, flow } = report(body);
    expect(sections.map(({ title }) => title)).toEqual(["A", "B"]);
    const titles = blocks.map(({ text, kind, section }) => [text, kind, sections[section]?.title]);
    expect(titles).toEqual([
      ["A", "heading", "A"],
      ["a", "paragraph", "A"],
      ["Chart 1 Offices", "caption", "A"],
      ["a\tb", "table-row", "A"],
      ["c\td", "table-row", "A"],
      ["after", "paragraph", "A"],
      ["B", "heading", "B"],
      ["note", "footnote", "A"],
    ]);
    expect(flow.map(({ type }) => type)).toEqual(["heading", "paragraph", "table", "paragraph", "heading"]);
    expectSound(report(body));
  });

  it.each([
    ["above an image", "## A\n\n### Figure 2 Growth\n\n<!-- page 4 -->\n\n![](missing)\n\nb", ["A"]],
    ["before the first section", "### Table 1 Costs\n\n| a |\n| - |\n\nb", []],
    ["but not above running text", "## A\n\n### Chart 1 in detail\n\nb", ["A", "Chart 1 in detail"]],
    ["nor without a label", "## A\n\n### Costs\n\n| a |\n| - |", ["A", "Costs"]],
  ])("%s", (_, body, expected) => {
    expect(report(body).sections.map(({ title }) => title)).toEqual(expected);
    expectSound(report(body));
  });
});

describe("pages", () => {
  it("begin at their comment: before a block, in a paragraph, in a table", () => {
    const { pages, text } = report(
      "<!-- page 3 -->\n\nOne <!-- page 4 -->two.\n\n|  |  |\n| - | - |\n| a | b |\n| <!-- page 5? -->c | d |\n\n<!-- page 6 -->",
    );
    expect(pages.map(({ page, certain, offset }) => [page, certain, text.slice(offset, offset + 3)])).toEqual([
      [3, true, "One"],
      [4, true, "two"],
      [5, false, "c\td"],
      [6, true, ""],
    ]);
  });
});

describe("footnotes", () => {
  it("come last, in the order of their first markers, with the offsets of all markers", () => {
    const { footnotes, blocks, text } = report("a[^2] b[^1] c[^2]\n\n[^1]: one\n\n[^2]: two\n\n[^3]: three");
    expect(footnotes.map(({ label, references, block }) => [label, references, blocks[block]!.text])).toEqual([
      ["2", [1, 5], "two"],
      ["1", [3], "one"],
      ["3", [], "three"],
    ]);
    expect(text).toBe("a b c\ntwo\none\nthree");
  });

  it("belong to the section of their first marker", () => {
    const { blocks } = report("## A\n\na[^1]\n\n## B\n\nb[^2]\n\n[^1]: one\n\n[^2]: two");
    expect(blocks.filter((block) => block.kind === "footnote").map((block) => block.section)).toEqual([0, 1]);
  });

  it("have labels that match case-insensitively", () => {
    const { footnotes, blocks } = report("a[^Note]\n\n[^note]: one");
    expect(footnotes.map(({ label, references, block }) => [label, references, blocks[block]?.text])).toEqual([
      ["note", [1], "one"],
    ]);
  });

  it("need a definition: a marker without one stays in the text", () => {
    expect(texts("a[^9]")).toEqual(["a[^9]"]);
  });
});

describe("sections", () => {
  it("extend to the next heading of the same or a shallower depth", () => {
    const { sections, text } = report("before\n\n## A\n\na\n\n### B\n\nb\n\n## A\n\nc[^1]\n\n[^1]: note");
    expect(sections.map(({ slug, start, end }) => [slug, text.slice(start, end)])).toEqual([
      ["a", "A\na\nB\nb"],
      ["b", "B\nb"],
      ["a-2", "A\nc"],
    ]);
  });
});

it("gives no heading an ID that pages use themselves", () => {
  const { sections } = report("## Footnotes\n\n## Main\n\n## Fn 1\n\n## Пролог");
  expect(sections.map(({ slug }) => slug)).toEqual(["section-footnotes", "section-main", "section-fn-1", "пролог"]);
});

it("accepts image URLs from the web only", () => {
  const sources = report("![a](javascript:alert(1))\n\n![b](../x.png)\n\n![c](https://a.b/c.png)").flow.map((item) =>
    item.type === "figure" ? item.src : item.type,
  );
  expect(sources).toEqual([undefined, undefined, "https://a.b/c.png"]);
});

describe("block ids", () => {
  it("survive edits elsewhere", () => {
    const before = report("one\n\ntwo\n\nthree").blocks;
    const after = report("zero\n\none, edited\n\nthree\n\ntwo").blocks;
    const idOf = (blocks: Report["blocks"], text: string) => blocks.find((block) => block.text === text)?.id;
    expect(idOf(after, "two")).toBe(idOf(before, "two"));
    expect(idOf(after, "three")).toBe(idOf(before, "three"));
  });

  it("get an ordinal for duplicate texts", () => {
    const [first, second] = report("ibid.\n\nibid.").blocks;
    expect(second?.id).toBe(`${first?.id}-2`);
  });
});

describe("languages", () => {
  it.each([
    ["Soft power", "en"],
    ["Русский язык", "ru"],
    ["Қазақстан тілі", "kk"],
    ["Шибутов М. // <http://agkipr.kz/a-very-long-address-in-latin-letters>", "ru"],
    ["12,5", "en"],
  ])("%s is %s", (body, language) => {
    expect(report(body).blocks[0]?.language).toBe(language);
  });
});

it("rejects Markdown that is nested too deeply for the stack", () => {
  expect(() => report("> ".repeat(20_000))).toThrow("The report’s Markdown is nested too deeply to be read.");
});

describe("front matter", () => {
  it.each([
    ["no front matter", "# Title"],
    ["no end", "---\ntitle: T\n"],
    ["no title", "---\nyear: 2017\n---\nx"],
    ["not YAML", "---\ntitle: [\n---\nx"],
    ["a wrong type", "---\ntitle: T\nyear: soon\n---\nx"],
    ["a name with unknown parts", "---\ntitle: T\nauthors: [{ name: A }]\n---\nx"],
    ["a name of both a person and an organization", "---\ntitle: T\neditor: { literal: A, family: B }\n---\nx"],
  ])("is rejected with a full sentence: %s", (_, markdown) => {
    expect(() => parseReport(markdown, "t")).toThrow(UserError);
    expect(() => parseReport(markdown, "t")).toThrow(/\.$/u);
  });

  it("can contain names in parts, and round-trips", () => {
    const markdown = `---
title: T
authors:
  - A B
  - literal: C D
editor:
  - family: van der E
    given: F
  - G H
---
x`;
    const { meta } = parseReport(markdown, "t");
    expect(meta).toMatchObject({ authors: ["A B", "C D"], editor: "F van der E, G H" });
    expect(frontMatterOf(meta)).toEqual({
      title: "T",
      authors: ["A B", { literal: "C D" }],
      editor: [{ family: "van der E", given: "F" }, "G H"],
      language: "en",
    });
    expect(parseReport("---\ntitle: T\nauthors: [A B]\neditor: C D\n---\nx", "t").meta).not.toHaveProperty("names");
  });

  it("can have Windows line endings and a byte-order mark", () => {
    const { meta, text } = parseReport("\uFEFF---\r\ntitle: T\r\nauthors: [A B]\r\n---\r\n\r\none\r\ntwo\r\n", "t");
    expect(meta).toMatchObject({ title: "T", authors: ["A B"], language: "en" });
    expect(text).toBe("one two");
  });
});

describe("arbitrary Markdown", () => {
  const piece = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 20 }),
    fc.constantFrom(
      "\n",
      "\n\n",
      "- ",
      "1. ",
      "> ",
      "## ",
      "| a | b |\n| - | - |\n",
      "| ",
      " |",
      "[^1]",
      "\n\n[^1]: ",
      "[^2]",
      "*",
      "**",
      "`",
      "<!-- page 7 -->",
      "<!-- page 9? -->",
      "<br>",
      "![](missing)",
      "[x](http://y)",
      "Chart 1 ",
      "Source: ",
      "    ",
      "\\\n",
    ),
  );
  it("satisfies all invariants", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => expectSound(report(pieces.join("")))),
      { numRuns: sampled(500) },
    );
  });
});
