import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { parseReport } from "@/lib/report/parse";
import { placeOnPages } from "@/lib/report-import/drawn-text";
import { readToKeep } from "@/lib/report-import/upload";
import { decodeBoxes } from "@/lib/word-boxes/codec";
import { UNIT } from "@/lib/word-boxes/model";
import { HEIGHT, lines, type Piece, pdfOf, WIDTH } from "./pdf-writer";

const BODY = [
  "The harbour grew with the trade that the river carried to the coast, and its",
  "merchants kept books in which every ship, every cargo and every debt of inter-",
  "national trade was written down. Historians have read them with care ever since",
];
const TITLE: Piece = { text: "Trade on the River", x: 60, y: 60, size: 22, font: "bold" };
const PAGES = [
  [TITLE, { text: "Beginnings", x: 60, y: 100, size: 15, font: "bold" } as const, ...lines(BODY, { y: 130 })],
  lines([...BODY].reverse(), { y: 80, x: 40 }),
];

async function place(pages: readonly (readonly Piece[])[], revise = (markdown: string) => markdown) {
  const read = await readToKeep({ name: "river.pdf", content: pdfOf(pages), given: {} }, () => {});
  const { text } = parseReport(revise(read.markdown), "river");
  const { pages: placed } = placeOnPages({ drawn: read.drawn!, text });
  const boxes = placed.flatMap(({ words }, page) => decodeBoxes(gunzipSync(words), page));
  return { text, placed, boxes, read };
}

test("each word has its box on the page, and a cut word has two", async () => {
  const { text, placed, boxes } = await place(PAGES);
  expect(placed.map(({ width, height }) => [width, height])).toEqual([
    [WIDTH, HEIGHT],
    [WIDTH, HEIGHT],
  ]);
  const words = boxes.filter(({ page }) => page === 0).map(({ start, end }) => text.slice(start, end));
  expect(words.join(" ")).toBe(`Beginnings ${BODY.join(" ").replace("inter- national", "inter national")}`);
  const [harbour] = boxes.filter(({ start }) => text.startsWith("harbour", start));
  expect(harbour!.y0 / UNIT).toBeCloseTo((130 - 6.83) / HEIGHT, 2);
  expect(harbour!.y1 / UNIT).toBeCloseTo((130 + 2.17) / HEIGHT, 2);
  expect(harbour!.x0 / UNIT).toBeCloseTo((60 + 17.8) / WIDTH, 1);
});

test("each page knows which parts of the text are on it", async () => {
  const { text, placed } = await place(PAGES);
  const [first, second] = placed.map(({ spans }) => spans.map(({ start, end }) => text.slice(start, end)));
  expect(first).toHaveLength(1);
  expect(first![0]).toMatch(/^Beginnings\nThe harbour .* ever since$/su);
  expect(second!.join(" ")).toMatch(/^national trade .* coast, and its$/su);
});

test("corrections do not change the boxes of the words that stay", async () => {
  const before = await place(PAGES);
  const after = await place(PAGES, (markdown) => markdown.replace("## Beginnings", "Beginnings, revised"));
  const boxOf = ({ text, boxes }: typeof before, word: string) =>
    boxes.filter(({ start }) => text.startsWith(word, start)).map(({ page, x0, y0 }) => [page, x0, y0]);
  for (const word of ["harbour", "merchants", "Historians"]) expect(boxOf(after, word)).toEqual(boxOf(before, word));
  expect(boxOf(after, "revised")).toEqual([]);
});

test("a file without pages has no drawn text", async () => {
  const read = await readToKeep({ name: "river.md", content: Buffer.from("# River\n\nWords."), given: {} }, () => {});
  expect(read.drawn).toBeUndefined();
});
