import { expect, test } from "vitest";
import { imported, page } from "./made";

const SENTENCE = "The survey of the basin was made by nine people in two wet summers, and nobody had asked for it.";

test.each<[name: string, html: string, markdown: string]>([
  [
    "headings and their levels",
    "<h1>A Title</h1><h2>One</h2><p>a</p><h4>Deep</h4><p>b</p>",
    "## One\n\na\n\n#### Deep\n\nb",
  ],
  [
    "formatting by elements and by styles",
    '<p>a <b>bold </b><i>it</i> <span style="font-weight:700">too</span> <code>x_y</code> <s>no</s></p>',
    "a **bold** *it* **too** `x_y` ~~no~~",
  ],
  ["line breaks, and paragraphs made of them", "<div>one<br>two<br><br>three</div>", "one\\\ntwo\n\nthree"],
  ["nested lists", "<ol start=3><li>c<ul><li>x</li></ul></li><li>d</li></ol>", "3. c\n   - x\n4. d"],
  ["a nested list next to its item", "<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"],
  [
    "links, except those within the page",
    '<p><a href="https://x.example/">x</a> <a href="#p">p</a></p>',
    "[x](https://x.example/) p",
  ],
  ["superscript and subscript numbers", "<p>5 m<sup>2</sup> of CO<sub>2</sub></p>", "5 m² of CO₂"],
  ["quotations", "<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"],
  [
    "merged cells",
    "<table><tr><th rowspan=2>Town<th colspan=2>Tolls</tr><tr><th>1900<th>1901</tr><tr><td>Kesh<td>1<td>2</tr></table>",
    "| Town | Tolls |  |\n| --- | --- | --- |\n|  | 1900 | 1901 |\n| Kesh | 1 | 2 |",
  ],
  [
    "a table without a header",
    "<table><tr><td>a<td>b<tr><td>c<td>d</table>",
    "|  |  |\n| --- | --- |\n| a | b |\n| c | d |",
  ],
  ["layout tables as text", "<table><tr><td><h2>A</h2><p>x</p></td><td><p>y</p></td></tr></table>", "## A\n\nx\n\ny"],
  [
    "images with alternative text and caption",
    '<figure><img src="x.png" alt="A map of Kesh"><figcaption>Figure 1. Kesh</figcaption></figure>',
    "Figure 1. Kesh\n\n![A map of Kesh](missing)",
  ],
  ["definition lists", "<dl><dt>Toll</dt><dd>What is paid</dd></dl>", "**Toll**\n\nWhat is paid"],
  ["preformatted text", "<pre>a\n  b</pre>", "```\na\n  b\n```"],
  [
    "characters that have a meaning in Markdown",
    "<p>2 * 3 * 4, a_b_c, # x, [^1] and &lt;b&gt;</p>",
    "2 \\* 3 \\* 4, a_b_c, # x, \\[^1] and \\<b>",
  ],
  [
    "no hidden or executable content",
    "<script>x()</script><p hidden>h</p><p style='display:none'>h</p><style>p{}</style><p>a</p>",
    "a",
  ],
  [
    "printed page numbers in the text",
    '<p>a <span class="pagenum" id="Page_7">[Pg 7]</span>b</p>',
    "a <!-- page 7 -->b",
  ],
])("HTML: reads %s", async (_name, html, markdown) => {
  const { body } = await imported("a.html", page(html));
  expect(body).toBe(markdown);
});

/** Footnote markup as written by various programs and websites: a marker and its note. */
test.each<[name: string, text: string, note: string]>([
  [
    "by DPUB-ARIA roles",
    '<p>a<a href="#n" role="doc-noteref">1</a>.</p>',
    '<aside role="doc-footnote" id="n"><p>1. Words.</p></aside>',
  ],
  [
    "as Pandoc writes them",
    '<p>a<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>.</p>',
    '<section class="footnotes" role="doc-endnotes"><hr /><ol><li id="fn1"><p>Words.<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>',
  ],
  [
    "as Wikipedia writes them, in a page that gives its own URL",
    '<p>a<sup id="cite_ref-1" class="reference"><a href="https://w.example/wiki/A#cite_note-1"><span>[</span>1<span>]</span></a></sup>.</p>',
    '<h2>References</h2><div class="reflist"><ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><b><a href="https://w.example/wiki/A#cite_ref-1">^</a></b></span> <span class="reference-text">Words.</span></li></ol></div>',
  ],
  [
    "as Word saves them",
    '<p>a<a href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a>.</p>',
    '<div><br clear=all><hr><div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><span class=MsoFootnoteReference>[1]</span></a> Words.</p></div></div>',
  ],
  [
    "as LibreOffice saves them",
    '<p>a<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>.</p>',
    '<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Words.</p></div>',
  ],
  [
    "as Project Gutenberg writes them",
    '<p>a<a name="FNanchor_1" id="FNanchor_1"></a><a href="#Footnote_1" class="fnanchor">[1]</a>.</p>',
    '<div class="footnote"><p><a name="Footnote_1" id="Footnote_1"></a><a href="#FNanchor_1"><span class="label">[1]</span></a> Words.</p></div>',
  ],
  [
    "by plain links in both directions",
    '<p>a<a id="r1" href="#n1">*</a>.</p>',
    '<p><a id="n1" href="#r1">*</a> Words.</p>',
  ],
  [
    "by a superscript link to an item",
    '<p>a<sup><a href="#n1">1</a></sup>.</p>',
    "<h2>Notes</h2><ol><li id=n1>Words.</li></ol>",
  ],
])("HTML: finds notes %s", async (_name, text, note) => {
  const { body } = await imported("a.html", page(`<p>${SENTENCE}</p>${text}<p>b</p>${note}`));
  expect(body).toBe(`${SENTENCE}\n\na[^1].\n\nb\n\n[^1]: Words.`);
});

test("HTML: reads notes with several markers or paragraphs, and ignores other links", async () => {
  const { body, warnings } = await imported(
    "a.html",
    page(
      `<ul><li><a href="#one">1</a></li></ul><h2 id="one">One</h2><p>a<sup id="r1"><a href="#n1">1</a></sup> b<sup id="r2"><a href="#n1">1</a></sup> see <a href="#one">1</a></p>
      <section role="doc-endnotes"><ol><li id="n1"><p>First.</p><p>Second. <a href="#r1">a</a> <a href="#r2">b</a></p></li><li id="n2" role="doc-endnote"><p>Loose.</p></li></ol></section>`,
    ),
  );
  expect(body).toBe("- 1\n\n## One\n\na[^1] b[^1] see 1\n\n[^1]: First.\n\n    Second.\n\n[^2]: Loose.");
  expect(warnings).toEqual(["The note “Loose.” has no marker in the text."]);
});

const PARAGRAPHS = Array.from({ length: 6 }, (_, n) => `<p>${n}. ${SENTENCE}</p>`).join("");
const TEXT = Array.from({ length: 6 }, (_, n) => `${n}. ${SENTENCE}`.replace(".", "\\.")).join("\n\n");

test.each<[name: string, body: string]>([
  [
    "from a ministry, with navigation, a cookie banner and a news list",
    `<div id="cookie-notice" class="cookies"><p>We use cookies to make this site better for everyone who comes here. <a href="#">More</a></p></div>
     <div class="header"><ul class="menu"><li><a href="/">Home</a></li><li><a href="/b">Budget</a></li></ul></div>
     <div class="wrap"><div class="breadcrumbs"><a href="/">Home</a> / <a href="/r">Reports</a></div>
     <div class="col"><h1>Tolls of 1904</h1><div class="share"><a href="#">Share</a></div>${PARAGRAPHS}</div>
     <div class="sidebar"><h3>News</h3><p>${SENTENCE}</p></div></div><div id="footer"><p>${SENTENCE}</p></div>`,
  ],
  [
    "with a main element",
    `<header role="banner"><nav><a href="/">Home</a></nav></header><main><h1>Tolls of 1904</h1>${PARAGRAPHS}<aside><p>${SENTENCE}</p></aside></main><footer>${SENTENCE}</footer>`,
  ],
  [
    "from an encyclopedia",
    `<div id="mw-navigation"><h2>Menu</h2></div><div id="content"><h1>Tolls of 1904</h1><div class="mw-parser-output"><div id="toc" class="toc"><h2>Contents</h2><ul><li><a href="#a">A</a></li></ul></div>${PARAGRAPHS}<div class="navbox"><a href="/x">Other tolls</a></div></div></div>`,
  ],
])("HTML: extracts the text of a page %s", async (_name, html) => {
  const { body, meta } = await imported("page.htm", page(html, "<title>Tolls of 1904 | Ministry of Quays</title>"));
  expect(body).toBe(TEXT);
  expect(meta.title).toBe("Tolls of 1904");
});

test("HTML: reads the metadata of a page", async () => {
  const head =
    '<title>Tolls — Quays</title><meta name="citation_author" content="Lee, Ann"><meta name="citation_author" content="Bo Ek"><meta property="og:site_name" content="Ministry of Quays"><meta property="article:published_time" content="1904-05-01">';
  const { meta } = await imported("a.html", page(`<p>${SENTENCE}</p>`, head));
  expect(meta).toMatchObject({
    title: "Tolls",
    authors: ["Lee, Ann", "Bo Ek"],
    publisher: "Ministry of Quays",
    year: 1904,
  });
});

const RUSSIAN = "Отчёт о пошлинах";
/** Encodes text in Windows-1251, with one byte for each Russian letter. */
const windows1251 = (text: string) =>
  Uint8Array.from([...text], (character) => {
    const code = character.codePointAt(0)!;
    if (character === "ё") return 0xb8;
    return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
  });
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le"));

test.each<[name: string, bytes: Uint8Array]>([
  [
    "declared Windows-1251",
    windows1251(`<html><meta charset=windows-1251><h1>${RUSSIAN}</h1><p>${RUSSIAN} 1904 года.</p></html>`),
  ],
  ["undeclared Windows-1251", windows1251(`<html><h1>${RUSSIAN}</h1><p>${RUSSIAN} 1904 года.</p></html>`)],
  [
    "UTF-8 that claims to be Windows-1251",
    new TextEncoder().encode(`<html><meta charset=windows-1251><h1>${RUSSIAN}</h1><p>${RUSSIAN} 1904 года.</p></html>`),
  ],
  ["UTF-16 with a byte-order mark", utf16(`<html><h1>${RUSSIAN}</h1><p>${RUSSIAN} 1904 года.</p></html>`)],
])("HTML: decodes %s", async (_name, bytes) => {
  const { meta, report } = await imported("a.html", bytes);
  expect(meta).toMatchObject({ title: RUSSIAN, language: "ru" });
  expect(report.text).toBe(`${RUSSIAN} 1904 года.`);
});
