/** Pages that are displayed in the same way, although the file stores them differently. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { importPdf } from "@/lib/report-import/pdf";
import { drawCrop } from "@/lib/report-import/pdf/crop";
import { UNIT } from "@/lib/word-boxes/model";
import { HEIGHT, lines, type Piece, pdfOf, type StoredAs, WIDTH } from "./pdf-writer";
import { colourIn } from "./png";

const BODY = [
  "The harbour grew with the trade that the river carried to the coast, and its",
  "merchants kept books in which every ship, every cargo and every debt of inter-",
  "national trade was written down. Historians have read them with care ever since.",
];
/** Many of these letters are wider than their advance. */
const OVERHANGING = [
  "A full fjord, said for all of its joyful life, of which my own half off stuff is",
  "the buffet, whose proof is of great use to those of us who fly off the roof.",
];
const BARS = [0, 1, 2, 3].map((n): Piece => ({ box: [100 + n * 40, 240 - n * 9, 28, 100 + n * 9], grey: 0.5 }));
const PAGES: Piece[][] = [
  [
    { text: "Trade on the River", x: 60, y: 60, size: 22, font: "bold" },
    ...lines(BODY),
    ...BARS,
    { text: "Figure 1. Ships by year", x: 100, y: 360, size: 9 },
    ...lines(OVERHANGING, { y: 400, font: "italic" }),
  ],
  lines(["The other pages are about the tolls that were asked of each barge."], { x: 40, y: 80 }),
];

const WAYS: [string, StoredAs][] = ([0, 90, 180, 270] as const).flatMap((turn): [string, StoredAs][] => [
  [`rotated by ${turn}°`, { turn }],
  [`rotated by ${turn}° and cropped`, { turn, corner: [-25, 140] }],
]);

const fileOf = (stored?: StoredAs) => pdfOf(PAGES, stored && { storedAs: () => stored });

async function read(content: Uint8Array) {
  const { markdown, boxed, layout, pictures = [] } = await importPdf(content, { slug: "river" });
  const words = boxed!.boxes.map(({ start, end, ...box }) => ({ ...box, word: boxed!.text.slice(start, end) }));
  const text = markdown.replace(/^sha256: .*$/mu, "").replace(/picture:[0-9a-f]+/gu, "picture");
  return { text, words, layout: layout!, pictures };
}

/** Whether the edges of two rectangles differ by less than a tenth of a point. */
const areSame = (one: Edges, other: Edges): boolean =>
  [one.x0 - other.x0, one.x1 - other.x1].every((across) => Math.abs(across / UNIT) * WIDTH < 0.1) &&
  [one.y0 - other.y0, one.y1 - other.y1].every((down) => Math.abs(down / UNIT) * HEIGHT < 0.1);

interface Edges {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

test.each(WAYS)("finds words and figures on pages that are %s", async (_, stored) => {
  const [usual, own] = await Promise.all([read(fileOf()), read(fileOf(stored))]);
  expect(own.text).toBe(usual.text);
  expect(own.words.map(({ word }) => word)).toEqual(usual.words.map(({ word }) => word));
  expect(own.words.filter((word, n) => !areSame(word, usual.words[n]!))).toEqual([]);
  expect(own.layout.sizes).toEqual(usual.layout.sizes);
  expect(own.layout.figures).toEqual(usual.layout.figures);
  expect(own.pictures).toHaveLength(1);
  expect(own.pictures[0]!.width).toBe(usual.pictures[0]!.width);
  expect(own.pictures[0]!.height).toBe(usual.pictures[0]!.height);
});

test("measures each page by its own size", async () => {
  const [usual, own] = await Promise.all([
    read(fileOf()),
    read(
      pdfOf(PAGES, { storedAs: (page) => (page === 0 ? { turn: 0 } : { turn: 90, size: [2 * WIDTH, 2 * HEIGHT] }) }),
    ),
  ]);
  expect(own.layout.sizes).toEqual([
    [WIDTH, HEIGHT],
    [2 * WIDTH, 2 * HEIGHT],
  ]);
  const scaled = usual.words.map((word) => {
    const scale = word.page === 1 ? 0.5 : 1;
    return { x0: word.x0 * scale, y0: word.y0 * scale, x1: word.x1 * scale, y1: word.y1 * scale };
  });
  expect(own.words.filter((word, n) => !areSame(word, scaled[n]!))).toEqual([]);
});

/** The bars and the white between them. The points are far enough from their edges, which can be drawn differently. */
function greysIn(png: Uint8Array): number[] {
  const share = (value: number, from: number, to: number) => (value - from) / (to - from);
  const [left, right, top, bottom] = [0.2 * WIDTH, 0.5 * WIDTH, 0.3 * HEIGHT, 0.65 * HEIGHT];
  return [235, 255, 300, 335, 345].flatMap((y) =>
    [95, 114, 134, 154, 174, 194].map((x) => colourIn(png, [share(x, left, right), share(y, top, bottom)])[0]!),
  );
}

test.each(WAYS)("draws the same part of a page that is %s", async (_, stored) => {
  const folder = await mkdtemp(path.join(tmpdir(), "concord-test-"));
  try {
    const draw = async (name: string, file: Uint8Array) => {
      const content = path.join(folder, name);
      await writeFile(content, file);
      const rect = { page: 0, x0: 0.2 * UNIT, y0: 0.3 * UNIT, x1: 0.5 * UNIT, y1: 0.65 * UNIT };
      return drawCrop({ content, rect });
    };
    const [usual, own] = [await draw("usual.pdf", fileOf()), await draw("own.pdf", fileOf(stored))];
    expect(own).toMatchObject({ width: usual!.width, height: usual!.height });
    expect(greysIn(own!.bytes)).toEqual(greysIn(usual!.bytes));
  } finally {
    await rm(folder, { recursive: true });
  }
});
