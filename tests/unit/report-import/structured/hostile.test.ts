import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { UserError } from "@/lib/errors";
import { importFile } from "@/lib/report-import/import-file";
import { someOf } from "../../../support/sampled";
import { epubOf, imported, page, zipOf } from "./made";
import { odtOf, p as odtP } from "./open-document";
import { docxOf, p, row, styled, table } from "./word";

const DEEP = 10_000;
const deep = (open: string, close: string, inner = "x") => open.repeat(DEEP) + inner + close.repeat(DEEP);
const WORD_BODY = styled("a3", "A Title") + p("Words.");

/**
 * A part that is larger than the limit for one uncompressed part. Compression reduces it to a thousandth of its size.
 */
const huge = () => new Uint8Array(65 * 1024 * 1024).fill(32);

/** A file that understates the uncompressed sizes of its parts. */
function lying(file: Uint8Array): Uint8Array {
  const bytes = file.slice();
  const view = new DataView(bytes.buffer);
  for (let at = 0; at + 28 < bytes.length; at++) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    if (view.getUint32(at, true) === 0x04034b50) view.setUint32(at + 22, 10, true);
  }
  return bytes;
}

/** A file whose parts are marked as encrypted. */
function sealed(file: Uint8Array): Uint8Array {
  const bytes = file.slice();
  const view = new DataView(bytes.buffer);
  for (let at = 0; at + 10 < bytes.length; at++) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint16(at + 8, view.getUint16(at + 8, true) | 1, true);
  }
  return bytes;
}

const ole = (name: string) =>
  new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Buffer.from(name.padEnd(600), "utf16le")]);

const withDocument = (document: string | Uint8Array) => docxOf("", { parts: { "word/document.xml": document } });
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const entities = `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "lol">${Array.from({ length: 9 }, (_, n) => `<!ENTITY ${"abcdefghij"[n + 1]} "${`&${"abcdefghij"[n]};`.repeat(10)}">`).join("")}]>`;

test.each(
  someOf<[name: string, file: () => Uint8Array | string, name: string, code: string]>([
    ["a part that unpacks to a thousand times its size", () => withDocument(huge()), "a.docx", "import-too-large"],
    ["an entry that claims to be small", () => lying(withDocument(huge())), "a.docx", "import-too-large"],
    [
      "a huge attribute",
      () => withDocument(`<w:document ${W} w:x="${"a".repeat(65 * 1024 * 1024)}"/>`),
      "a.docx",
      "import-too-large",
    ],
    ["a ZIP file in a ZIP file", () => zipOf({ "inner.zip": zipOf({ "inner.zip": huge() }) }), "a.docx", "upload-kind"],
    [
      "nested entities",
      () =>
        withDocument(`${entities}<w:document ${W}><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>`),
      "a.docx",
      "import-damaged",
    ],
    [
      "an external entity",
      () =>
        withDocument(
          `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document ${W}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>`,
        ),
      "a.docx",
      "import-damaged",
    ],
    [
      "entries outside the archive",
      () =>
        zipOf({
          "[Content_Types].xml": "<Types/>",
          "word/x": "",
          "_rels/.rels":
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="d" Type="x/officeDocument" Target="../../../../etc/passwd"/></Relationships>',
        }),
      "a.docx",
      "import-damaged",
    ],
    ["a Word file with a password", () => ole("EncryptedPackage"), "a.docx", "import-password"],
    ["an old spreadsheet", () => ole("Workbook"), "a.xls", "upload-kind"],
    [
      "a web archive",
      () => "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary=x\n\n",
      "a.mhtml",
      "upload-kind",
    ],
    [
      "a spreadsheet",
      () => zipOf({ "[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>" }),
      "a.xlsx",
      "upload-kind",
    ],
    ["encrypted entries", () => sealed(docxOf(WORD_BODY)), "a.docx", "import-password"],
    [
      "an OpenDocument text with a password",
      () =>
        odtOf("", {
          parts: {
            "META-INF/manifest.xml":
              '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>',
            "content.xml": "\u0001",
          },
        }),
      "a.odt",
      "import-password",
    ],
    [
      "a book with copy protection",
      () =>
        epubOf(["<p>x</p>"], {
          parts: { "META-INF/encryption.xml": '<e><CipherReference URI="OPS/text/c0.xhtml"/></e>' },
        }),
      "a.epub",
      "import-password",
    ],
    ["a truncated archive", () => docxOf(WORD_BODY).subarray(0, 900), "a.docx", "import-damaged"],
    ["a truncated document", () => withDocument(`<w:document ${W}><w:body><w:p>`), "a.docx", "import-damaged"],
    [
      "a book whose container is empty",
      () => zipOf({ mimetype: "application/epub+zip", "META-INF/container.xml": "<container/>" }),
      "a.epub",
      "import-damaged",
    ],
    [
      "deeply nested frames in Word",
      () => docxOf(deep("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", p("x"))),
      "a.docx",
      "import-nesting",
    ],
    [
      "deeply nested tables in Word",
      () => docxOf(deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", p("x"))),
      "a.docx",
      "import-nesting",
    ],
    [
      "deeply nested lists in OpenDocument",
      () => odtOf(deep("<text:list><text:list-item>", "</text:list-item></text:list>", odtP("x"))),
      "a.odt",
      "import-nesting",
    ],
    ["deeply nested elements in a book", () => epubOf([deep("<div>", "</div>")]), "a.epub", "import-nesting"],
    ["deeply nested elements in HTML", () => page(deep("<div>", "</div>")), "a.html", "import-nesting"],
    [
      "deeply nested formatting in HTML that is never closed",
      () => page(Array.from({ length: DEEP }, (_, n) => `<b id=${n}>`).join("")),
      "a.html",
      "import-nesting",
    ],
    [
      "an element with more attributes than on any real page",
      () => page(`<p ${Array.from({ length: DEEP }, (_, n) => `a${n}="<"`).join(" ")}>x</p>`),
      "a.html",
      "import-too-large",
    ],
    ["a file without text", () => docxOf(styled("a3", "A Title")), "a.docx", "import-no-text"],
    ["a file without a title", () => docxOf(p("Words.")), "a.docx", "import-title"],
    ["a file whose format does not match its name", () => "Only words.", "a.docx", "upload-kind"],
  ]),
)("%s: the file is rejected with one sentence", async (_name, file, name, code) => {
  const made = file();
  const bytes = typeof made === "string" ? strToU8(made) : made;
  const refusal = await importFile(name, bytes).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(UserError);
  expect(refusal).toMatchObject({ code, message: expect.stringMatching(/^\p{Lu}[^!]*\.$/u) });
});

test.each(
  someOf<[name: string, file: () => Uint8Array | string, name: string, body: string]>([
    [
      "styles that are based on each other in a cycle",
      () =>
        docxOf(styled("x", "A") + p("b"), {
          core: "<dc:title>T</dc:title>",
          parts: {
            "word/styles.xml": `<w:styles ${W}><w:style w:styleId="x"><w:basedOn w:val="y"/></w:style><w:style w:styleId="y"><w:basedOn w:val="x"/></w:style></w:styles>`,
          },
        }),
      "a.docx",
      "A\n\nb",
    ],
    [
      "entries whose names lead outside the archive",
      () => docxOf(WORD_BODY, { parts: { "../../evil": "x", "/etc/passwd": "x" } }),
      "a.docx",
      "Words.",
    ],
    [
      "external images, templates and entries",
      () => docxOf(`${WORD_BODY}<w:altChunk w:id="x"/>`, { links: { x: "http://127.0.0.1:1/x" } }),
      "a.docx",
      "Words.",
    ],
    [
      "links that run a script",
      () => page('<p><a href="javascript:x()">a</a> <a href="data:text/html,x">b</a> <a href="file:///c">c</a></p>'),
      "a.html",
      "a b c",
    ],
    [
      "a book that lists its chapter a thousand times",
      () => epubOf(["<p>x</p>"], { spine: '<itemref idref="c0"/>'.repeat(1000) }),
      "a.epub",
      "x",
    ],
    [
      "a table that claims to have a million columns",
      () => page("<table><tr><td colspan=1000000 rowspan=1000000>a<td>b<tr><td>c<td>d</table>"),
      "a.html",
      "|  |  |  |\n| --- | --- | --- |\n| a | b |  |\n|  | c | d |",
    ],
    [
      "cells that are repeated a million times",
      () =>
        odtOf(
          `${odtP("A Title", "Title")}<table:table><table:table-row><table:table-cell>${odtP("a")}</table:table-cell><table:table-cell table:number-columns-repeated="1000000"/></table:table-row></table:table>`,
        ),
      "a.odt",
      "|  |\n| --- |\n| a |",
    ],
    [
      "nested frames, each a table with one cell",
      () =>
        docxOf(
          styled("a3", "A Title") + "<w:tbl><w:tr><w:tc>".repeat(50) + p("x") + "</w:tc></w:tr></w:tbl>".repeat(50),
        ),
      "a.docx",
      "x",
    ],
  ]),
)("%s: the file is read", async (_name, file, name, body) => {
  const made = file();
  const read = await imported(name, made);
  expect(read.body).toBe(body);
});

async function importOrRefuse(name: string, bytes: Uint8Array): Promise<void> {
  try {
    await importFile(name, bytes, { title: "T" });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
}

const GOOD: [string, Uint8Array][] = [
  ["a.docx", docxOf(WORD_BODY + table(row(["<w:tc/>"])))],
  ["a.odt", odtOf(odtP("A Title", "Title") + odtP("x"))],
  ["a.epub", epubOf(["<h1>A</h1><p>x</p>"])],
  ["a.html", strToU8(page("<h1>A</h1><p>x<sup><a href=#n>1</a></sup></p><ol><li id=n>y</ol>"))],
];

test.each(someOf(GOOD))("either imports or rejects %s with random bytes changed", async (name, good) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      fc.nat(good.length),
      async (changes, end) => {
        const bytes = good.slice(0, end % 3 === 0 ? end : undefined);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        await importOrRefuse(name, bytes);
      },
    ),
    { numRuns: 150 },
  );
});

const part = fc.constantFrom(
  ..."<w:p>|</w:p>|<w:r>|</w:r>|<w:t>x</w:t>|<w:tbl>|</w:tbl>|<w:tr>|</w:tr>|<w:tc>|</w:tc>|<w:ins>|</w:ins>|<w:del/>|<w:fldChar w:fldCharType='begin'/>|<w:fldChar w:fldCharType='end'/>|<w:instrText>TOC </w:instrText>|<w:footnoteReference w:id='9'/>|<w:sdt>|</w:sdt>|<w:hyperlink r:id='q'>|</w:hyperlink>".split(
    "|",
  ),
);

test("either imports or rejects any combination of Word elements", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 60 }), (parts) => importOrRefuse("a.docx", docxOf(parts.join("")))),
    { numRuns: 150 },
  );
});

const tag = fc.constantFrom(
  ..."<p>|</p>|<div>|</div>|<table>|<tr>|<td>|</table>|<ul>|<li>|</ul>|<b>|</b>|<i>|</i>|<h2>|</h2>|<a href='#n'>1</a>|<sup>|</sup>|<li id=n>|<pre>|</pre>|<blockquote>|</blockquote>|word |<br>|<img alt=a>|<figure>|</figure>|<!--|-->|&amp;|<span class=pagenum>7</span>".split(
    "|",
  ),
);

test("either imports or rejects any combination of HTML elements", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(tag, { maxLength: 60 }), (tags) =>
      importOrRefuse("a.html", strToU8(page(tags.join("")))),
    ),
    { numRuns: 300 },
  );
});

test("either imports or rejects any entries of a ZIP file", async () => {
  const names = [
    "mimetype",
    "[Content_Types].xml",
    "word/document.xml",
    "content.xml",
    "META-INF/container.xml",
    "_rels/.rels",
  ];
  const entries = fc.dictionary(fc.constantFrom(...names), fc.string({ maxLength: 40 }));
  await fc.assert(
    fc.asyncProperty(entries, (made) =>
      importOrRefuse(
        "a.docx",
        zipSync(Object.fromEntries(Object.entries(made).map(([name, text]) => [name, strToU8(text)]))),
      ),
    ),
    // A media type that is also the name of a property that every object has.
    { numRuns: 150, examples: [[{ mimetype: "valueOf" }]] },
  );
});
