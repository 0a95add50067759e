import { createHash } from "node:crypto";
import { describe, expect, it, test } from "vitest";
import type { Flow } from "@/lib/report/model";
import { importFile } from "@/lib/report-import/import-file";
import { LIMITS } from "@/lib/report-import/pictures/limits";
import { gifOf, jpegOf, pngOf, pngWith, webpOf } from "../../../support/pictures";
import { epubOf, imported, page } from "./made";
import { odtOf, p as odtP } from "./open-document";
import { cell, docxOf, drawing, p, row, styled, table } from "./word";

const PNG = pngOf(8, 6);
const OTHER = pngOf(6, 8, [0, 0, 200]);
const idOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex").slice(0, 32);
const dataUrl = (bytes: Uint8Array, type = "image/png") =>
  `data:${type};base64,${Buffer.from(bytes).toString("base64")}`;

const TITLE = styled("a3", "A Title");
const ODT_TITLE = odtP("A Title", "Title");
const figures = (flow: readonly Flow[]) => flow.filter((item) => item.type === "figure");

const frame = (href: string, more = "") =>
  odtP(`<draw:frame ${more}><draw:image xlink:href="${href}"/><svg:desc>A map</svg:desc></draw:frame>`);

describe.each<[format: string, name: string, file: () => Uint8Array | string]>([
  [
    "DOCX",
    "a.docx",
    () =>
      docxOf(TITLE + p("Words.") + p(drawing("r1", "A map", [16, 12])) + p("More."), {
        pictures: { r1: ["a.png", PNG] },
      }),
  ],
  [
    "ODT",
    "a.odt",
    () =>
      odtOf(ODT_TITLE + odtP("Words.") + frame("Pictures/a.png", 'svg:width="12pt"') + odtP("More."), {
        parts: { "Pictures/a.png": PNG },
      }),
  ],
  [
    "EPUB",
    "a.epub",
    () =>
      epubOf(['<p>Words.</p><p><img src="../images/a%20b.png" alt="A map" width="16"/></p><p>More.</p>'], {
        parts: { "OPS/images/a b.png": PNG },
      }),
  ],
  ["HTML", "a.html", () => page(`<p>Words.</p><img src="${dataUrl(PNG)}" alt="A map" width="16"><p>More.</p>`)],
])("%s", (_, name, file) => {
  it("keeps a picture in its place, at the size that the file specifies", async () => {
    const { report, body, pictures, warnings } = await imported(name, file());
    expect(body).toContain(`Words.\n\n![A map](picture:${idOf(PNG)}/16x12)\n\nMore.`);
    expect(figures(report.flow)).toEqual([
      { type: "figure", alt: "A map", picture: { id: idOf(PNG), width: 16, height: 12 } },
    ]);
    expect(pictures).toEqual([{ id: idOf(PNG), mediaType: "image/png", width: 8, height: 6, bytes: PNG }]);
    expect(warnings).toEqual([]);
    expect(report.text).toBe("Words.\nMore.");
  });
});

const html = (...urls: string[]) =>
  imported("a.html", page(`<p>Words.</p>${urls.map((url) => `<img src="${url}">`).join("")}`));

test.each([
  ["PNG", PNG, "image/png", 8, 6],
  ["GIF", gifOf(300, 2), "image/gif", 300, 2],
  ["JPEG", jpegOf(300, 200), "image/jpeg", 300, 200],
  ["JPEG that a camera turned", jpegOf(300, 200, 6), "image/jpeg", 200, 300],
  ["JPEG that a camera turned upside down", jpegOf(300, 200, 3), "image/jpeg", 300, 200],
  ["WebP", webpOf(700, 500), "image/webp", 700, 500],
])("recognizes a %s by its bytes, whatever it is called", async (_, bytes, mediaType, width, height) => {
  const { pictures } = await html(dataUrl(bytes, "image/svg+xml"));
  expect(pictures).toMatchObject([{ mediaType, width, height }]);
});

const FORMATS = "only PNG, JPEG, GIF and WebP pictures can be shown.";
const ABSENT = "the file doesn’t contain the picture data.";
const PIXELS = "a picture can have up to 40 megapixels, and up to 16384 pixels on each side.";
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

test.each([
  ["a script that is called a PNG", [dataUrl(Buffer.from("<script>alert(1)</script>"))], FORMATS],
  ["an SVG with a script", [dataUrl(Buffer.from(SVG), "image/svg+xml")], FORMATS],
  ["an SVG that is not in Base64", [`data:image/svg+xml,${encodeURIComponent(SVG)}`], FORMATS],
  ["a PNG that ends in its header", [dataUrl(PNG.subarray(0, 20))], FORMATS],
  ["a JPEG without a frame", [dataUrl(jpegOf(3, 3).subarray(0, 8))], FORMATS],
  ["a header that says 65,535 by 65,535 pixels", [dataUrl(pngWith(65_535, 65_535))], PIXELS],
  ["a header that says 40 million pixels in one row", [dataUrl(pngWith(40_000_000, 1))], PIXELS],
  ["a header without a width", [dataUrl(pngWith(0, 10))], PIXELS],
  ["more bytes than allowed", [dataUrl(pngWith(9, 9, new Uint8Array(LIMITS.bytes)))], "a picture can be up to 8 MB."],
  ["a picture on another site", ["https://example.org/a.png", "//example.org/b.png"], ABSENT],
  ["a file on the reader's computer", ["file:///etc/passwd", "../a.png"], ABSENT],
  ["nothing", ["data:image/png;base64,", ""], ABSENT],
])("leaves out %s, with a warning", async (_, urls, why) => {
  const { pictures, warnings, report } = await html(...urls);
  expect(pictures).toEqual([]);
  const subject = urls.length === 1 ? "1 picture is missing" : `${urls.length} pictures are missing`;
  expect(warnings).toEqual([`${subject}: ${why}`]);
  expect(report.text).toBe("Words.");
});

test("stores equal pictures once", async () => {
  const { pictures, body } = await imported(
    "a.docx",
    docxOf(TITLE + p(drawing("r1")) + p("Words.") + p(drawing("r2")), {
      pictures: { r1: ["a.png", PNG], r2: ["b.png", PNG] },
    }),
  );
  expect(pictures).toHaveLength(1);
  expect(body.match(/picture:/gu)).toHaveLength(2);
});

test("reads a picture only once, even if it is repeated 10,000 times", async () => {
  const body = TITLE + p("Words.") + p(drawing("r1")).repeat(10_000);
  const { pictures, markdown } = await importFile("a.docx", docxOf(body, { pictures: { r1: ["a.png", PNG] } }));
  expect(pictures).toHaveLength(1);
  expect(markdown.split(idOf(PNG))).toHaveLength(10_001);
});

test("does not read more different pictures than allowed", async () => {
  const urls = Array.from({ length: LIMITS.count + 5 }, (_, n) => dataUrl(pngWith(n + 1, 1)));
  const { pictures, warnings } = await html(...urls);
  expect(pictures).toHaveLength(LIMITS.count);
  expect(warnings).toEqual([
    "5 pictures are missing: a report can have up to 2000 pictures, and up to 64 MB of pictures in total.",
  ]);
});

test("reads the text of a file whose pictures unpack to a thousand times their size", async () => {
  const bomb = new Uint8Array(70 * 1024 * 1024);
  bomb.set(PNG);
  const { warnings, report } = await imported(
    "a.docx",
    docxOf(TITLE + p("Words.") + p(drawing("r1")), { pictures: { r1: ["a.png", bomb] } }),
  );
  expect(warnings).toEqual(["1 picture is missing: a picture can be up to 8 MB."]);
  expect(report.text).toBe("Words.");
});

test("moves pictures out of tables, and replaces a table that only arranges pictures with these pictures", async () => {
  const grid = table(row([cell("River"), cell(p(drawing("r1", "Ili")))]), row([cell("Lake"), cell("Balkhash")]));
  const layout = table(row([cell(p(drawing("r1", "Left"))), cell(p(drawing("r2", "Right")))]));
  const { report } = await imported(
    "a.docx",
    docxOf(TITLE + p("Words.") + grid + p("Between.") + layout, {
      pictures: { r1: ["a.png", PNG], r2: ["b.png", OTHER] },
    }),
  );
  expect(report.flow.map((item) => ("alt" in item ? item.alt : item.type))).toEqual([
    "paragraph",
    "table",
    "Ili",
    "paragraph",
    "Left",
    "Right",
  ]);
  expect(report.text).toBe("Words.\nRiver\nLake\tBalkhash\nBetween.");
});

test("keeps a picture in a line of text, in a list item and in a note", async () => {
  const img = (alt: string) => `<img src="${dataUrl(PNG)}" alt="${alt}">`;
  const { report } = await imported(
    "a.html",
    page(
      `<p>Before ${img("line")} after.<sup><a href="#n1" id="m1">1</a></sup></p><ul><li>One<p>${img("item")}</p></li><li>${img("alone")}</li></ul><ol><li id="n1">Note ${img("note")} text. <a href="#m1">↑</a></li></ol>`,
    ),
  );
  expect(JSON.stringify(report).match(/"alt":"\w+"/gu)).toEqual(
    expect.arrayContaining(['"alt":"line"', '"alt":"item"', '"alt":"alone"', '"alt":"note"']),
  );
  expect(report.text).toBe("Before after.\nOne\nNote text.");
});

test("assigns a caption below several pictures to the first one", async () => {
  const { report } = await imported(
    "a.html",
    page(
      `<p>Words.</p><figure><img src="${dataUrl(PNG)}" alt="Left"><img src="${dataUrl(OTHER)}" alt="Right"><figcaption>Figure 1. Two maps</figcaption></figure>`,
    ),
  );
  expect(figures(report.flow)).toMatchObject([{ alt: "Left", caption: 1 }, { alt: "Right" }]);
});

test("uses the first format that can be shown if a picture has several formats", async () => {
  const { pictures, warnings } = await imported(
    "a.odt",
    odtOf(
      ODT_TITLE +
        odtP("Words.") +
        odtP(
          '<draw:frame><draw:image xlink:href="Pictures/a.svg"/><draw:image xlink:href="./Pictures/a.png"/></draw:frame>',
        ),
      { parts: { "Pictures/a.svg": SVG, "Pictures/a.png": PNG } },
    ),
  );
  expect(pictures).toHaveLength(1);
  expect(warnings).toEqual([]);
});

test("warns that charts and drawings are missing", async () => {
  const chart = '<w:r><w:drawing><a:graphic><a:graphicData uri="http://x/chart"/></a:graphic></w:drawing></w:r>';
  const { warnings, body } = await imported("a.docx", docxOf(TITLE + p("Words.") + p(chart)));
  expect(body).toContain("![](missing)");
  expect(warnings).toEqual([
    "1 picture is missing: charts and drawings can be shown only if the file also contains them as pictures.",
  ]);
});
