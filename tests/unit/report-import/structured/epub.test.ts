import { expect, test } from "vitest";
import { epubOf, imported } from "./made";

test("EPUB: reads chapters in spine order without the table of contents, with entities and self-closing elements", async () => {
  const { body, meta } = await imported(
    "a.epub",
    epubOf(['<h1>First</h1><p>a&nbsp;b<br/><a id="x"/>c</p>', "<h1>Second</h1><p>d &amp; e</p>"], {
      metadata:
        '<dc:title>Tolls</dc:title><dc:creator>Ann Lee</dc:creator><dc:creator id="e">Bo Ek</dc:creator><meta refines="#e" property="role">edt</meta><dc:publisher>Quay Press</dc:publisher><dc:date>1904-01-01</dc:date><dc:language>en</dc:language>',
    }),
  );
  expect(body).toBe("## First\n\na\u00a0b\\\nc\n\n## Second\n\nd & e");
  expect(meta).toMatchObject({
    title: "Tolls",
    authors: ["Ann Lee"],
    editor: "Bo Ek",
    publisher: "Quay Press",
    year: 1904,
  });
});

test.each<[name: string, marker: string, notes: string]>([
  [
    "by their EPUB type",
    '<a epub:type="noteref" href="c1.xhtml#n1">1</a>',
    '<aside epub:type="footnote" id="n1"><p>1. Words.</p></aside>',
  ],
  [
    "by their roles",
    '<a role="doc-noteref" href="c1.xhtml#n1">1</a>',
    '<section role="doc-endnotes"><ol><li id="n1" role="doc-endnote">Words. <a role="doc-backlink" href="c0.xhtml#r">back</a></li></ol></section>',
  ],
  [
    "by links in both directions",
    '<sup><a id="r1" href="../text/c1.xhtml#n1">1</a></sup>',
    '<h1>Notes</h1><p><a id="n1" href="c0.xhtml#r1">1</a>. Words.</p>',
  ],
])("EPUB: finds notes %s in another part", async (_name, marker, notes) => {
  const { body } = await imported("a.epub", epubOf([`<h1>First</h1><p>a${marker}.</p>`, notes]));
  expect(body).toBe("## First\n\na[^1].\n\n[^1]: Words.");
});

test("EPUB: reads printed page numbers from the text and from the page list", async () => {
  const nav = '<nav epub:type="page-list"><ol><li><a href="text/c0.xhtml#p8">8</a></li></ol></nav>';
  const text = '<h1>First</h1><span epub:type="pagebreak" title="7" id="x"/><p>a <span id="p8"/>b</p>';
  const { body } = await imported("a.epub", epubOf([text], { nav }));
  expect(body).toBe("## First\n\n<!-- page 7 -->\n\na <!-- page 8 -->b");
});

test("EPUB: reads a part that is not well-formed XML as HTML", async () => {
  const file = epubOf(["<h1>First</h1><p>a<br>b<p>c"], {
    metadata: "<dc:title>A Title</dc:title>",
  });
  const { body } = await imported("a.epub", file);
  expect(body).toBe("## First\n\na\\\nb\n\nc");
});
