import { expect, test } from "vitest";
import { parseReport } from "@/lib/report/parse";
import { placeComments } from "@/lib/report-import/comments";
import { importMarkup } from "@/lib/report-import/import-file";
import { sentencesOf } from "../sentences";
import { imported } from "./made";
import { cell, h, list, note, OUTLINE, odtOf, p, row } from "./open-document";
import { docxOf } from "./word";

const TITLE = p("A Title", "Title");

test.each<[name: string, body: string, markdown: string]>([
  ["headings by their level", `${h("One", 1)}${h("Two", 2)}${p("x")}`, "## One\n\n### Two\n\nx"],
  [
    "formatting, spaces and breaks",
    p(
      'a <text:span text:style-name="T1">bold</text:span><text:s text:c="3"/>b<text:line-break/>5 m<text:span text:style-name="T2">2</text:span>',
    ),
    "a **bold** b\\\n5 m²",
  ],
  [
    "nested lists of both types",
    `${list("B", p("a") + list("B", p("x"), p("y")), p("b"))}${list("N", p("c") + list("N", p("z")))}`,
    "- a\n  1. x\n  2. y\n- b\n\n1. c\n   - z",
  ],
  ["headings written as lists", list("N", h("One", 1)) + p("x"), "## One\n\nx"],
  [
    "merged cells and header rows",
    `<table:table><table:table-column/><table:table-header-rows>${row(cell("Town", 'table:number-rows-spanned="2"'), cell("Tolls", 'table:number-columns-spanned="2"'), "<table:covered-table-cell/>")}</table:table-header-rows>${row("<table:covered-table-cell/>", cell("1900"), cell("1901"))}${row(cell("Kesh"), cell("-", 'table:number-columns-repeated="2"'))}</table:table>`,
    "| Town | Tolls |  |\n| --- | --- | --- |\n|  | 1900 | 1901 |\n| Kesh | - | - |",
  ],
  ["quotations", p("Words.", "Quotations"), "> Words."],
  [
    "links",
    p('<text:a xlink:href="https://x.example/">x</text:a> <text:a xlink:href="#y">y</text:a>'),
    "[x](https://x.example/) y",
  ],
  [
    "footnotes and endnotes together, in the order of their markers",
    `${p(`a${note("endnote", "i", "End.")} b${note("footnote", "1", "Foot.")}`)}${list("B", p(`c${note("footnote", "2", "Item.")}`))}`,
    "a[^1] b[^2]\n\n- c[^3]\n\n[^1]: End.\n\n[^2]: Foot.\n\n[^3]: Item.",
  ],
  [
    "no table of contents",
    `${p("Contents")}<text:table-of-content><text:index-body>${p("One 1")}</text:index-body></text:table-of-content>${h("One", 1)}${p("x")}`,
    "## One\n\nx",
  ],
  [
    "images in frames with their caption and alternative text",
    p(
      `<draw:frame><draw:text-box>${p('<draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:desc>A map</svg:desc></draw:frame>Figure 1. Kesh')}</draw:text-box></draw:frame>`,
    ),
    "Figure 1. Kesh\n\n![A map](missing)",
  ],
  [
    "page breaks as last saved",
    `${p("A Title", "P1")}${p("a <text:soft-page-break/>b")}${p("c", "P2")}`,
    "<!-- page 5? -->\n\na <!-- page 6? -->b\n\n<!-- page 7? -->\n\nc",
  ],
])("ODT: reads %s", async (_name, body, markdown) => {
  const { body: read, meta } = await imported("a.odt", odtOf((body.includes('"P1"') ? "" : TITLE) + body));
  expect(read).toBe(markdown);
  expect(meta.title).toBe("A Title");
});

/** A named paragraph style. Its own attributes come first, followed by the attributes of its paragraph properties. */
const style = (name: string, parent: string, own: string, properties = "") =>
  `<style:style style:name="${name}" style:family="paragraph" style:parent-style-name="${parent}" ${own}><style:paragraph-properties ${properties}/></style:style>`;

const BREAKS = `<office:styles>${[
  style("Title", "", ""),
  style("Part", "", 'style:master-page-name="First"', 'style:page-number="9"'),
  style("Chapter", "", "", 'fo:break-before="page"'),
  style("Last", "", "", 'fo:break-after="page"'),
  style("PartAsIs", "Part", ""),
  style("PartNoBreak", "Part", 'style:master-page-name=""'),
  style("PartBroken", "Part", 'style:master-page-name=""', 'fo:break-before="page" style:page-number="auto"'),
  style("PartUnnumbered", "Part", "", 'style:page-number="auto"'),
  style("ChapterNoBreak", "Chapter", "", 'fo:break-before="auto"'),
  style("ChapterOnMaster", "Chapter", 'style:master-page-name="First"', 'fo:break-before="auto"'),
  style("LastNoBreak", "Last", "", 'fo:break-after="auto"'),
].join("")}</office:styles>`;

test.each<[name: string, style: string, page: string]>([
  ["a page style", "Part", "<!-- page 9? -->\n\n"],
  ["an inherited page style", "PartAsIs", "<!-- page 9? -->\n\n"],
  ["a page style turned off", "PartNoBreak", ""],
  ["a page break instead of a page style", "PartBroken", "<!-- page 3? -->\n\n"],
  ["a page number turned off", "PartUnnumbered", "<!-- page 3? -->\n\n"],
  ["a page break", "Chapter", "<!-- page 3? -->\n\n"],
  ["a page break turned off", "ChapterNoBreak", ""],
  ["a page style instead of a page break", "ChapterOnMaster", "<!-- page 3? -->\n\n"],
])("ODT: a derived style inherits or overrides the page break before it: %s", async (_name, name, page) => {
  const body = `${TITLE}${p("a <text:soft-page-break/>b")}${p("c", name)}`;
  const { body: read } = await imported("a.odt", odtOf(body, { styles: BREAKS }));
  expect(read).toBe(`<!-- page 1? -->\n\na <!-- page 2? -->b\n\n${page}c`);
});

test.each([
  ["Last", "b\n\n<!-- page 3? -->\n\nc"],
  ["LastNoBreak", "b\n\nc"],
])("ODT: a derived style inherits or overrides the page break after it: %s", async (name, markdown) => {
  const body = `${TITLE}${p("a <text:soft-page-break/>")}${p("b", name)}${p("c")}`;
  const { body: read } = await imported("a.odt", odtOf(body, { styles: BREAKS }));
  expect(read).toContain(markdown);
});

test("ODT: reads the chapter numbers in the file", async () => {
  const body = `${h("One", 1)}${h("Two", 2)}${h("Three", 2)}${h("Four", 1)}${p("x")}`;
  const { report } = await imported("a.odt", odtOf(body, { styles: OUTLINE, meta: "<dc:title>Tolls</dc:title>" }));
  expect(report.sections.map(({ title }) => title)).toEqual(["1. One", "1.1 Two", "1.2 Three", "2. Four"]);
});

test("ODT: reads comments with the words that they are about, and their replies", async () => {
  const comment = (name: string, author: string, text: string, more = "") =>
    `<office:annotation office:name="${name}"${more}><dc:creator>${author}</dc:creator><dc:date>2024-02-29T10:30:00.5</dc:date>${p(text)}</office:annotation>`;
  const reply =
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" loext:parent-name="a"';
  const end = '<office:annotation-end office:name="a"/>';
  const note = `<text:note><text:note-citation>1</text:note-citation><text:note-body>${p(`A note.${comment("d", "Bo Ek", "In a note")}`)}</text:note-body></text:note>`;
  const body = [
    h("Tolls", 1),
    p(
      `The survey of the basin was made by ${comment("a", "Ann Lee", "Who?")}nine <text:span>people</text:span>${end}${comment("b", "Bo Ek", "Nobody knows.", reply)} in two wet summers.`,
    ),
    p(`It was made by nine people who left no names.${comment("c", "", "All of this?")}${note}`),
  ].join("");
  const bytes = odtOf(body, { meta: "<dc:title>Tolls</dc:title>" });
  const { comments, markdown } = importMarkup("odt", bytes);
  expect(comments).toMatchObject([
    { id: "a", author: "Ann Lee", body: "Who?", words: "nine people", created: expect.stringMatching(/^2024-02-29T/u) },
    { id: "b", author: "Bo Ek", body: "Nobody knows.", to: "a" },
    { id: "c", author: "", body: "All of this?", words: "It was made by nine people who left no names." },
  ]);
  const report = parseReport(markdown, "a");
  const passages = placeComments(report, undefined, comments!);
  expect(passages.map((passage) => passage && report.text.slice(passage.start, passage.end))).toEqual([
    "nine people",
    null,
    "It was made by nine people who left no names",
  ]);
  expect(passages[0]?.start).toBeLessThan(report.text.indexOf("It was made"));
  expect((await imported("a.odt", bytes)).warnings).toEqual(["1 comment was left out."]);
});

test.each(["odt", "docx"] as const)("%s: says how many comments are left out if there are too many", (format) => {
  const texts = Array.from({ length: 2003 }, (_, index) => `Comment ${index}`);
  const bytes =
    format === "odt"
      ? odtOf(
          `${h("Tolls", 1)}${p(`Text${texts.map((text) => `<office:annotation>${p(text)}</office:annotation>`).join("")}`)}`,
        )
      : docxOf(`<w:p><w:r><w:t>Text</w:t></w:r></w:p>`, {
          comments: texts
            .map((text, id) => `<w:comment w:id="${id}"><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:comment>`)
            .join(""),
        });
  const { comments, doubts } = importMarkup(format, bytes, { title: "Tolls" });
  expect(comments).toHaveLength(2000);
  expect(sentencesOf(doubts)).toContain("3 comments were left out.");
});

test("ODT: detects headings by bold and large text, and warns about omitted content", async () => {
  const changes =
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>";
  const words = "The toll is paid at each lock. ".repeat(4);
  const body = `${changes}${p("One", "H1")}${p(`${words}<office:annotation><dc:creator>Ann</dc:creator>${p("Why?")}</office:annotation>`)}${p("Two", "H1")}${p(words)}`;
  const { report, warnings, meta } = await imported(
    "a.odt",
    odtOf(body, { meta: "<dc:title>Tolls</dc:title><meta:initial-creator>Ann Lee</meta:initial-creator>" }),
  );
  expect(report.sections.map(({ title }) => title)).toEqual(["One", "Two"]);
  expect(report.text).not.toMatch(/gone|Why/u);
  expect(warnings).toEqual(["Tracked changes were accepted: 1 deletion."]);
  expect(meta).toMatchObject({ title: "Tolls", authors: ["Ann Lee"] });
});
