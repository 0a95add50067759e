import { expect, test } from "vitest";
import { imported } from "./made";
import { cell, docxOf, item, marker, note, p, row, run, styled, table } from "./word";

const TITLE = styled("a3", "A Title");

test.each<[name: string, body: string, markdown: string]>([
  [
    "headings by style, by their Russian names and by outline level",
    `${styled("1", "One")}${styled("2", "Two")}${styled("10", "Три")}${p("Four", '<w:outlineLvl w:val="1"/>')}${p("x")}`,
    "## One\n\n### Two\n\n## Три\n\n### Four\n\nx",
  ],
  [
    "numbers that Word gives headings",
    `${styled("1", "One", '<w:numPr><w:numId w:val="4"/></w:numPr>')}${styled("2", "Two", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr>')}${styled("1", "Three", '<w:numPr><w:numId w:val="4"/></w:numPr>')}${p("x")}`,
    "## I. One\n\n### I.1 Two\n\n## II. Three\n\nx",
  ],
  [
    "formatting",
    p(
      `${run("a ")}${run("bold ", "<w:b/>")}${run("both", "<w:b/><w:i/>")}${run(" not", '<w:b w:val="0"/>')}${run(" m")}${run("2", '<w:vertAlign w:val="superscript"/>')}${run("gone", "<w:vanish/>")}`,
    ),
    "a **bold _both_** not m²",
  ],
  [
    "breaks, tabs and special characters",
    p(
      '<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t><w:br w:type="page"/></w:r>',
    ),
    "a\\\nb c-de",
  ],
  [
    "nested lists, and numbering that continues after a paragraph",
    `${item("a", 2)}${item("x", 2, 1)}${item("y", 2, 1)}${item("b", 2)}${p("between")}${item("c", 2)}${item("new", 3)}`,
    "1. a\n   1. x\n   2. y\n2. b\n\nbetween\n\n3. c\n\n1) new",
  ],
  [
    "bullets, nested bullets, and typed bullets",
    `${item("a", 1)}${item("b", 1, 1)}${item("c", 1, 2)}${item("d", 1)}${p("x")}${p("•\tone")}${p("•\ttwo")}`,
    "- a\n  - b\n    1. c\n- d\n\nx\n\n- one\n- two",
  ],
  [
    "merged cells and header rows",
    table(
      row([cell("Town", '<w:vMerge w:val="restart"/>'), cell("Tolls", '<w:gridSpan w:val="2"/>')], "<w:tblHeader/>"),
      row([cell("", "<w:vMerge/>"), cell("1900"), cell("1901")]),
      row([cell("Kesh"), cell("1"), cell(p("2") + p("3"))]),
      row([cell("late")], '<w:gridBefore w:val="2"/>'),
    ),
    "| Town | Tolls |  |\n| --- | --- | --- |\n|  | 1900 | 1901 |\n| Kesh | 1 | 2<br>3 |\n|  |  | late |",
  ],
  [
    "a header that is only bold",
    table(row([cell(p(run("A", "<w:b/>"))), cell(p(run("B", "<w:b/>")))]), row([cell("1"), cell("2")])),
    "| A | B |\n| --- | --- |\n| 1 | 2 |",
  ],
  ["a frame as a table with one cell", table(row([cell(styled("1", "Box") + p("x"))])), "## Box\n\nx"],
  ["quotations", styled("a7", "Words."), "> Words."],
  [
    "links and fields",
    p(
      `<w:hyperlink r:id="x">${run("site")}</w:hyperlink>${run(" ")}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://y.example/" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run("other")}<w:r><w:fldChar w:fldCharType="end"/></w:r>${run(", p. ")}<w:fldSimple w:instr=" PAGEREF _a ">${run("7")}</w:fldSimple>`,
    ),
    "[site](https://x.example/) [other](https://y.example/), p. 7",
  ],
  [
    "no table of contents",
    `${p("Содержание")}${styled("11", `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run("One\t1")}`)}${p(`${run("Two\t2")}<w:r><w:fldChar w:fldCharType="end"/></w:r>`)}${styled("1", "One")}${p("x")}`,
    "## One\n\nx",
  ],
  [
    "tracked changes as accepted",
    `${p(`${run("a ")}<w:ins w:id="1">${run("new ")}</w:ins><w:del w:id="2"><w:r><w:delText>old </w:delText></w:r></w:del>${run("b")}`)}${p(run("joined "), '<w:rPr><w:del w:id="3"/></w:rPr>')}${p("end")}${table(row([cell("1"), cell("2")]), row([cell("3"), cell("4")], '<w:del w:id="4"/>'))}`,
    "a new b\n\njoined end\n\n|  |  |\n| --- | --- |\n| 1 | 2 |",
  ],
  [
    "text boxes once, after their paragraph",
    p(
      `${run("a")}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>${p("boxed")}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>${p("boxed")}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
    ),
    "a\n\nboxed",
  ],
  [
    "images with alternative text, under their caption",
    `${p('<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="A map"/><a:graphic><a:graphicData><a:blip r:embed="i"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>')}${styled("a5", "Figure 1. Kesh")}`,
    "Figure 1. Kesh\n\n![A map](missing)",
  ],
  [
    "formulas as text",
    p(`${run("E = ")}<m:oMath><m:r><m:t>mc</m:t></m:r><m:r><m:t>²</m:t></m:r></m:oMath>`),
    "E = mc²",
  ],
  [
    "page breaks as last saved by Word",
    `${p("a")}${p(`<w:r><w:lastRenderedPageBreak/><w:t>b</w:t></w:r>`)}<w:sectPr><w:pgNumType w:start="5"/></w:sectPr>`,
    "<!-- page 5? -->\n\na\n\n<!-- page 6? -->b",
  ],
])("DOCX: reads %s", async (_name, body, markdown) => {
  const { body: read, meta } = await imported("a.docx", docxOf(TITLE + body, { links: { x: "https://x.example/" } }));
  expect(read).toBe(markdown);
  expect(meta.title).toBe("A Title");
});

test("DOCX: merges footnotes and endnotes in the order of their markers, including those in tables and lists", async () => {
  const body = `${TITLE}${p(`${run("a")}${marker("endnote", 2)}${run(" b")}${marker("footnote", 5)}`)}${item("c", 1)}${table(row([cell(p(run("d") + marker("footnote", 3))), cell("e")]))}`;
  const { body: read } = await imported(
    "a.docx",
    docxOf(body, {
      footnotes: `<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>${note("footnote", 3, "In the table.")}${note("footnote", 5, "At the foot.")}`,
      endnotes: note("endnote", 2, "At the end."),
    }),
  );
  expect(read).toBe(
    "a[^1] b[^2]\n\n- c\n\n|  |  |\n| --- | --- |\n| d[^3] | e |\n\n[^1]: At the end.\n\n[^2]: At the foot.\n\n[^3]: In the table.",
  );
});

test("DOCX: warns about omitted content", async () => {
  const body = `${TITLE}${p(`<w:ins w:id="1">${run("a")}</w:ins><w:del w:id="2">${run("b")}</w:del><w:del w:id="3">${run("c")}</w:del>`)}`;
  const { warnings } = await imported(
    "a.docx",
    docxOf(body, {
      comments: `<w:comment w:id="0">${p("Why?")}</w:comment>`,
      parts: { "word/vbaProject.bin": new Uint8Array(8) },
    }),
  );
  expect(warnings).toEqual([
    "Tracked changes were accepted: 1 insertion and 2 deletions.",
    "1 comment was left out.",
    "The macros in the file were left out. They were not run.",
  ]);
});

test("DOCX: detects headings by bold or large text in a file without styles", async () => {
  const look = (size: number, more = "") => `<w:sz w:val="${size}"/>${more}`;
  const text = (words: string) => p(run(words.repeat(6), look(24)));
  const body = [
    p(run("Пошлины на реке", look(36, "<w:b/>")), '<w:jc w:val="center"/>'),
    p(run("Анна Ли, Бо Эк", look(24))),
    p(run("1. Введение", look(28, "<w:b/>"))),
    text("Пошлины платят у каждого шлюза. "),
    p(run("1.1. Источники", look(24, "<w:b/>"))),
    text("Книги хранят смотрители. "),
    p(run("2. Города", look(28, "<w:b/>"))),
    text("Города растут. "),
  ].join("");
  const { report, meta } = await imported("a.docx", docxOf(body));
  expect(meta).toMatchObject({ title: "Пошлины на реке", authors: ["Анна Ли", "Бо Эк"], language: "ru" });
  expect(report.sections.map(({ title, depth }) => [title, depth])).toEqual([
    ["1. Введение", 2],
    ["1.1. Источники", 3],
    ["2. Города", 2],
  ]);
});

test.each<[name: string, core: string, body: string, title: string, authors: string[]]>([
  [
    "its metadata if the text does not give them",
    "<dc:title>Tolls</dc:title><dc:creator>Ann Lee</dc:creator>",
    p("Words."),
    "Tolls",
    ["Ann Lee"],
  ],
  [
    "neither a template nor an account name",
    "<dc:title>Microsoft Word - x</dc:title><dc:creator>Пользователь Windows</dc:creator>",
    styled("1", "Tolls") + styled("2", "A") + p("Words."),
    "Tolls",
    [],
  ],
  [
    "its cover",
    "<dc:title>Old</dc:title><dc:creator>Ann Lee</dc:creator>",
    styled("a4", "Tolls") + styled("a6", "Bo Ek") + p("Words."),
    "Tolls",
    ["Bo Ek"],
  ],
])("DOCX: takes title and authors from %s", async (_name, core, body, title, authors) => {
  const { meta } = await imported("a.docx", docxOf(body, { core }));
  expect(meta).toMatchObject({ title, authors });
});
