import { expect, test } from "vitest";
import { parseReport } from "@/lib/report/parse";
import { importPdf } from "@/lib/report-import/pdf";
import { cutFigures } from "@/lib/report-import/pdf/cut-figures";
import { withPdf } from "@/lib/report-import/pdf/open-pdf";
import { PictureCollector } from "@/lib/report-import/pictures/collector";
import { sentencesOf } from "../sentences";
import { HEIGHT, lines, type Piece, pdfOf, WIDTH } from "./pdf-writer";
import { colourIn } from "./png";

const BODY = [
  "The harbour grew with the trade that the river carried to the coast, and its",
  "merchants kept books in which every ship, every cargo and every debt of the",
  "season was written down. Historians have read them with care ever since, as",
  "they say more of the town than its laws, its chronicles and its monuments do",
  "together. What they leave out is the work of those who carried the goods on",
  "their backs, whose names no clerk wrote down and whose wages were paid out.",
];
const TITLE: Piece = { text: "Trade on the River", x: 60, y: 60, size: 22, font: "bold" };
const CAPTION: Piece = { text: "Figure 1. Ships by year", x: 100, y: 360, size: 9 };

/** A page with a figure between two paragraphs. */
const pageWith = (...figure: Piece[]): Piece[] => [TITLE, ...lines(BODY), ...figure, ...lines(BODY, { y: 400 })];

type PdfOptions = Parameters<typeof pdfOf>[1];
type Limits = Parameters<typeof importPdf>[1];

async function read(pages: readonly (readonly Piece[])[], options: PdfOptions = {}, limits: Limits = {}) {
  const { markdown, doubts, pictures = [] } = await importPdf(pdfOf(pages, options), { slug: "river", ...limits });
  const report = parseReport(markdown, "river");
  const figures = report.flow.filter((item) => item.type === "figure");
  return { markdown, report, pictures, figures, warnings: sentencesOf(doubts) };
}

const WHITE = [255, 255, 255];
const GREY = [128, 128, 128];
const BARS = [0, 1, 2, 3].map((n): Piece => ({ box: [100 + n * 40, 240, 28, 100], grey: 0.5 }));

test("cuts out a drawing with its labels, and puts it below its caption", async () => {
  const labels = ["1901", "1902", "1903", "1904"].map((text, n): Piece => ({ text, x: 104 + n * 40, y: 349, size: 8 }));
  const { report, pictures, figures, markdown, warnings } = await read([pageWith(...BARS, ...labels, CAPTION)]);
  expect(pictures).toHaveLength(1);
  const [{ id, width, height, bytes }] = pictures as [(typeof pictures)[0]];
  // The bars are 148 points wide and 100 high. The labels and the margin are below them.
  expect(width / height).toBeCloseTo((148 + 4) / (100 + 12 + 4), 1);
  expect(colourIn(bytes, [0.05, 0.5])).toEqual(GREY);
  expect(colourIn(bytes, [0.225, 0.5])).toEqual(WHITE);
  expect(figures).toEqual([
    expect.objectContaining({ picture: expect.objectContaining({ id }), alt: "", words: "1901 1902 1903 1904" }),
  ]);
  expect(figures[0]!.picture!.width).toBe(Math.round((152 * 96) / 72));
  const caption = figures[0]!.caption;
  expect(caption === undefined ? "" : report.blocks[caption]!.text).toBe("Figure 1. Ships by year");
  expect(report.text).not.toContain("1901");
  expect(markdown.indexOf("Figure 1.")).toBeLessThan(markdown.indexOf("picture:"));
  expect(warnings).not.toContain("A figure was left out. Only its position and caption are kept.");
});

test("places a figure without a caption where it is on the page", async () => {
  const { markdown, figures } = await read([pageWith(...BARS)]);
  expect(figures).toHaveLength(1);
  const before = markdown.indexOf(BODY[0]!);
  expect(before).toBeLessThan(markdown.indexOf("picture:"));
  expect(markdown.indexOf("picture:")).toBeLessThan(markdown.indexOf(BODY[0]!, before + 1));
});

test("cuts out a line chart with its axes and the numbers next to them", async () => {
  const chart = `1 0 0 RG 100 260 m 140 300 l 180 280 l 220 320 l 260 300 l 300 340 l S
    0 G 0.5 w 90 250 m 90 350 l S 90 250 m 310 250 l S`;
  const numbers = ["0", "50", "100"].map((text, n): Piece => ({ text, x: 76, y: HEIGHT - 252 - n * 46, size: 8 }));
  const { pictures, report } = await read([pageWith({ draw: chart }, ...numbers)]);
  expect(pictures).toHaveLength(1);
  const { width, height } = pictures[0]!;
  expect(width / height).toBeCloseTo((310 - 76 + 4) / (100 + 4), 0);
  expect(report.text).not.toMatch(/^(?:0|50|100)$/mu);
});

/** A picture of 4 by 2 pixels: red on the left, blue on the right. */
const PIXELS = "ff0000ff00000000ff0000ff".repeat(2);
const picture = (dictionary = "", data = PIXELS, colours = "/DeviceRGB") =>
  `<< /Type /XObject /Subtype /Image /Width 4 /Height 2 /ColorSpace ${colours} /BitsPerComponent 8 /Filter /ASCIIHexDecode ${dictionary} /Length ${data.length + 1} >>\nstream\n${data}>\nendstream`;
const drawn = (matrix: string, before = ""): Piece => ({ draw: `${before} ${matrix} cm /Photo Do` });
const PLACE = "200 0 0 100 100 240";
const PHOTO: PdfOptions = { objects: [picture()], xobjects: "/Photo 3 0 R" };
const RED = [255, 0, 0];
const BLUE = [0, 0, 255];

test("cuts out a picture with the number of pixels that it has in the file", async () => {
  const { pictures, figures } = await read([pageWith(drawn(PLACE))], PHOTO);
  expect(pictures).toMatchObject([{ mediaType: "image/png", width: 4, height: 2 }]);
  expect(figures).toMatchObject([{ picture: { width: 267, height: 133 } }]);
  expect([0.1, 0.9].map((x) => colourIn(pictures[0]!.bytes, [x, 0.5]))).toEqual([RED, BLUE]);
});

test("cuts out a turned picture as it is shown", async () => {
  const { pictures } = await read([pageWith(drawn("0 160 -80 0 300 230"))], PHOTO);
  expect(pictures).toMatchObject([{ width: 2, height: 4 }]);
  const ends = [0.9, 0.1].map((y) => colourIn(pictures[0]!.bytes, [0.5, y]));
  expect(ends).toEqual([RED, BLUE]);
});

test("cuts a region out of a turned page as it is shown", async () => {
  const collector = new PictureCollector();
  await withPdf(pdfOf([[drawn(PLACE)]], { ...PHOTO, page: "/Rotate 90" }), async (pdf) => {
    cutFigures(pdf, [{ page: 0, x0: 240, y0: 100, x1: 340, y1: 300 }], collector);
  });
  const [found] = collector.pictures;
  expect(found).toMatchObject({ width: 267, height: 533 });
  expect([0.1, 0.9].map((y) => colourIn(found!.bytes, [0.5, y]))).toEqual([RED, BLUE]);
});

test("cuts out only the visible part of a clipped picture", async () => {
  const { pictures } = await read([pageWith(drawn(PLACE, "100 240 80 100 re W n"))], PHOTO);
  expect(pictures).toHaveLength(1);
  expect(pictures[0]!.width).toBeLessThanOrEqual(pictures[0]!.height);
  expect([0.1, 0.9].map((x) => colourIn(pictures[0]!.bytes, [x, 0.5]))).toEqual([RED, RED]);
});

test("shows the page through the transparent parts of a picture", async () => {
  const mask = picture("", "ffffff00".repeat(2), "/DeviceGray");
  const options = { objects: [picture("/SMask 4 0 R"), mask], xobjects: "/Photo 3 0 R" };
  const { pictures } = await read([pageWith(drawn(PLACE))], options);
  expect([0.1, 0.95].map((x) => colourIn(pictures[0]!.bytes, [x, 0.5]))).toEqual([RED, WHITE]);
});

/** A JPEG of 32 by 24 pixels. */
const JPEG = Buffer.from(
  "/9j/2wBDABQUFBQVFBcZGRcfIh4iHy4rJycrLkYyNjI2MkZqQk5CQk5Cal5yXVZdcl6phXZ2hanDpJukw+zT0+z/////////2wBDARQUFBQVFBcZGRcfIh4iHy4rJycrLkYyNjI2MkZqQk5CQk5Cal5yXVZdcl6phXZ2hanDpJukw+zT0+z/////////wgARCAAYACADASIAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAABAADBv/EABcBAQEBAQAAAAAAAAAAAAAAAAQFAwb/2gAMAwEAAhADEAAAAOdQtDMibrQa1nvRuPQijWf/xAAWEAADAAAAAAAAAAAAAAAAAAAAAgP/2gAIAQEAAT8AWQshZCyFkLIWQshZCyFkLI//xAAXEQEBAQEAAAAAAAAAAAAAAAACAAED/9oACAECAQE/AF2l2ktktv/EABcRAAMBAAAAAAAAAAAAAAAAAAACAwT/2gAIAQMBAT8AhoIaCDsQdj//2Q==",
  "base64",
);
const photo = (dictionary = "") =>
  `<< /Type /XObject /Subtype /Image /Width 32 /Height 24 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode ${dictionary} /Length ${JPEG.length} >>\nstream\n${JPEG.toString("latin1")}\nendstream`;
const MASK = picture("", "ffffff00".repeat(2), "/DeviceGray");

test("keeps the original of a photograph that the page shows as it is", async () => {
  const { pictures, figures } = await read([pageWith(drawn(PLACE))], { objects: [photo()], xobjects: "/Photo 3 0 R" });
  expect(pictures).toMatchObject([{ mediaType: "image/jpeg", width: 32, height: 24 }]);
  expect(Buffer.compare(Buffer.from(pictures[0]!.bytes), JPEG)).toBe(0);
  expect(figures).toMatchObject([{ picture: { width: 267 } }]);
});

test.each([
  ["mirrored", "-200 0 0 100 300 240", "", ""],
  ["upside down", "200 0 0 -100 100 340", "", ""],
  ["clipped", PLACE, "100 240 80 100 re W n", ""],
  ["cut to a circle", PLACE, "100 240 m 200 360 300 360 300 240 c h W n", ""],
  ["partly transparent", PLACE, "", "/SMask 4 0 R"],
])("draws a photograph that is %s", async (_, matrix, clip, dictionary) => {
  const options = { objects: [photo(dictionary), MASK], xobjects: "/Photo 3 0 R" };
  const { pictures } = await read([pageWith(drawn(matrix, clip))], options);
  expect(pictures).toMatchObject([{ mediaType: "image/png" }]);
});

test("stores equal pictures once", async () => {
  const second = [...lines(BODY), drawn("200 0 0 100 120 200"), ...lines(BODY, { y: 420 })];
  const { pictures, figures } = await read([pageWith(drawn(PLACE)), second], PHOTO);
  expect(figures).toHaveLength(2);
  expect(pictures).toHaveLength(1);
});

test("uses the alternative text of a tagged file, and keeps the labels of the figure", async () => {
  const figure: Piece = { draw: `/Figure << /MCID 0 >> BDC q ${PLACE} cm /Photo Do Q EMC` };
  const label: Piece = { text: "Fallow land", x: 110, y: 300, size: 8 };
  const options: PdfOptions = {
    objects: [
      picture(),
      "<< /Type /StructTreeRoot /K 5 0 R /ParentTree << /Nums [0 [5 0 R]] >> >>",
      "<< /Type /StructElem /S /Figure /P 4 0 R /Pg 10 0 R /K 0 /Alt (Two  fields) >>",
    ],
    xobjects: "/Photo 3 0 R",
    catalogue: "/StructTreeRoot 4 0 R /MarkInfo << /Marked true >>",
    page: "/StructParents 0",
  };
  const { figures, report } = await read([pageWith(figure, label)], options);
  expect(figures).toMatchObject([{ alt: "Two fields", words: "Fallow land" }]);
  expect(report.text).not.toContain("Fallow");
});

test.each([
  ["a background of text", [{ draw: `${WIDTH - 60} 0 0 300 30 150 cm /Photo Do` }]],
  ["an icon", [drawn("12 0 0 12 100 260")]],
  ["a rule", [drawn("300 0 0 1 60 260")]],
  ["a box", [{ box: [60, 250, 300, 60], grey: 0.9 }]],
  ["a picture that covers the page", [drawn(`${WIDTH} 0 0 ${HEIGHT} 0 0`)]],
] as [string, Piece[]][])("does not treat %s as a figure", async (_, pieces) => {
  const filled = [TITLE, ...pieces, ...lines([...BODY, ...BODY, ...BODY]), ...lines(BODY, { y: 400 })];
  const { figures, pictures } = await read([filled], PHOTO);
  expect({ figures, pictures }).toEqual({ figures: [], pictures: [] });
});

test("leaves out a logo that is repeated on the pages", async () => {
  const page = (n: number) => [...lines(BODY, { y: 120 + n }), drawn("80 0 0 40 300 520")];
  const { figures } = await read([[TITLE, ...page(0)], page(1), page(2)], PHOTO);
  expect(figures).toEqual([]);
});

test("keeps different pictures that have the same size and height on their pages", async () => {
  const objects = [PIXELS, `${PIXELS.slice(0, 40)} ${PIXELS.slice(40)}`, PIXELS.replaceAll("ff", "f")].map((data) =>
    picture("", data),
  );
  const page = (n: number) => [...lines(BODY, { y: 120 + n }), { draw: `80 0 0 40 60 520 cm /Photo${n} Do` }];
  const xobjects = "/Photo0 3 0 R /Photo1 4 0 R /Photo2 5 0 R";
  const { figures } = await read([[TITLE, ...page(0)], page(1), page(2)], { objects, xobjects });
  expect(figures).toHaveLength(3);
});

test("keeps pictures in two columns apart", async () => {
  const side = (x: number): Piece => ({ draw: `120 0 0 60 ${x} 300 cm /Photo Do` });
  const { figures } = await read([pageWith(side(60), side(220))], PHOTO);
  expect(figures).toHaveLength(2);
});

test("keeps the caption of a figure that took too long, and says why it is missing", async () => {
  const { figures, pictures, warnings } = await read([pageWith(...BARS, CAPTION)], {}, { pictureSeconds: 0 });
  expect(pictures).toEqual([]);
  expect(figures).toHaveLength(1);
  expect(warnings).toEqual(
    expect.arrayContaining([
      "1 picture is missing: drawing it took too long.",
      "A figure was left out. Only its position and caption are kept.",
    ]),
  );
});

test("reads a file with a damaged picture", async () => {
  const options = { objects: [picture("/Filter /FlateDecode", "00")], xobjects: "/Photo 3 0 R" };
  const { report } = await read([pageWith(drawn(PLACE))], options);
  expect(report.text).toContain(BODY[0]);
});

test("refuses a picture whose size the file exaggerates, but not the file", async () => {
  const bomb = picture().replace("/Width 4 /Height 2", "/Width 100000 /Height 100000");
  const { report, warnings } = await read([pageWith(drawn(PLACE))], { objects: [bomb], xobjects: "/Photo 3 0 R" });
  expect(report.text).toContain(BODY[0]);
  expect(warnings.join()).toContain("1 picture is missing");
});

test("names the reason for which figures are missing", () => {
  const collector = new PictureCollector();
  collector.addSlow();
  expect(collector.pictures).toEqual([]);
  expect(sentencesOf(collector.warnings().map((problem) => ({ problem })))).toEqual([
    "1 picture is missing: drawing it took too long.",
  ]);
});
