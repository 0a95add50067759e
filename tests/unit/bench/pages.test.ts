import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { areaOf, commonArea } from "@/tests/bench/pages/areas";
import { measureCase } from "@/tests/bench/pages/measure";
import { type TruePage, trueWordsOf } from "@/tests/bench/pages/true-boxes";
import { HEIGHT, type Piece, pdfOf, WIDTH } from "../report-import/pdf/pdf-writer";

const rect = (x0: number, y0: number, x1: number, y1: number, page = 0) => ({ page, x0, y0, x1, y1 });

test("areas count overlaps once", () => {
  expect(areaOf([rect(0, 0, 10, 10), rect(5, 5, 15, 15)])).toBe(175);
  expect(areaOf([rect(0, 0, 10, 10), rect(5, 5, 15, 15, 1)])).toBe(200);
  expect(commonArea([rect(0, 0, 10, 10)], [rect(5, 5, 15, 15), rect(6, 6, 9, 9)])).toBe(25);
});

const WORDS = "The harbour grew with the trade that the river carried to the coast and its merchants kept books".split(
  " ",
);

/** A page that has a word in each place of a grid, and the boxes of these words in the metrics of Times. */
function gridOf(words: readonly string[], seed: number): { pieces: Piece[]; page: TruePage } {
  const pieces: Piece[] = [];
  const page: TruePage = { width: WIDTH, height: HEIGHT, words: [] };
  for (const [n, word] of words.entries()) {
    const [x, y] = [40 + 48 * (n % 7), 60 + 13 * Math.floor(n / 7)];
    pieces.push({ text: `${word}${seed + n}`, x, y });
    page.words.push([x, y - 6.83, x + 1, y + 2.17, `${word}${seed + n}`]);
  }
  return { pieces, page };
}

test("true boxes belong to the words with the same letters, even if the order differs", () => {
  const page: TruePage = { width: 1, height: 1, words: [] };
  const text = WORDS.join(" ");
  const order = [...WORDS.slice(9), ...WORDS.slice(0, 9)];
  page.words = order.map((word, n) => [n, 0, n + 1, 1, word]);
  const found = trueWordsOf(text, [page]);
  expect(found.map(({ rects }) => rects.length)).toEqual(WORDS.map(() => 1));
  expect(found[0]!.rects[0]!.x0).toBe(9 * 32_767);
});

test("measures a generated file: what is drawn covers the true boxes, and can be selected again", async () => {
  const grids = [gridOf([...WORDS, ...WORDS, ...WORDS], 100), gridOf([...WORDS, ...WORDS], 300)];
  const bytes = pdfOf(grids.map(({ pieces }) => pieces));
  const result = await measureCase(
    "sample",
    bytes,
    grids.map(({ page }) => page),
    200,
    gzipSync,
  );
  expect(result).toMatchObject({ name: "sample", pages: 2, passages: 200 });
  expect(result.placed).toBe(result.words);
  expect(result.covered / result.area).toBeGreaterThan(0.99);
  expect(result.selected).toBe(200);
});
