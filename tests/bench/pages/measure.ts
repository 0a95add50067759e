import { parseReport } from "@/lib/report/parse";
import { importPdf } from "@/lib/report-import/pdf";
import { carryBoxes } from "@/lib/word-boxes/carry";
import { encodeBoxes } from "@/lib/word-boxes/codec";
import type { PageRect, WordBox } from "@/lib/word-boxes/model";
import { boxesOfSpan, isBeside, rectsOf, wordAt } from "@/lib/word-boxes/queries";
import { randomOf } from "@/tests/support/random";
import { areaOf, commonArea } from "./areas";
import { type TruePage, type TrueWord, trueWordsOf } from "./true-boxes";

/** The figures of a case, or their sums. */
export interface PageCase {
  name: string;
  pages: number;
  /** The words of the text, those with a box, and those with a true box. */
  words: number;
  placed: number;
  known: number;
  passages: number;
  /** The area of the true boxes, the part that is drawn, and what is drawn outside. */
  area: number;
  covered: number;
  outside: number;
  /** The number of passages that can be selected on the page again. */
  selected: number;
  /** The size of the boxes as stored. */
  bytes: number;
  /** The time that it took to find the boxes of the text. */
  ms: number;
}

/** Most passages are short, but some are as long as a page. */
const MAX_WORDS = 120;

/** Measures random passages of one file. @param passages the number of passages */
export async function measureCase(
  name: string,
  bytes: Uint8Array,
  pages: readonly TruePage[],
  passages: number,
  compress: (bytes: Uint8Array) => Uint8Array,
): Promise<PageCase> {
  const { markdown, boxed } = await importPdf(new Uint8Array(bytes), { slug: "case", title: "Case" });
  const { text } = parseReport(markdown, "case");
  const start = performance.now();
  const boxes = carryBoxes(boxed ?? { text: "", boxes: [] }, text);
  const ms = performance.now() - start;
  const words = trueWordsOf(text, pages);
  const stored = pages.map((_, page) => compress(encodeBoxes(boxes.filter((box) => box.page === page))));
  const result: PageCase = {
    ...{ name, ms, pages: pages.length, words: words.length },
    placed: words.filter((word) => boxesOfSpan(boxes, word).length > 0).length,
    known: words.filter(({ rects }) => rects.length > 0).length,
    ...{ passages: 0, area: 0, covered: 0, outside: 0, selected: 0 },
    bytes: stored.reduce((sum, { length }) => sum + length, 0),
  };
  const random = randomOf(name);
  for (let tries = 0; result.passages < passages && tries < 20 * passages; tries++) {
    const first = Math.floor(random() * words.length);
    const count = 1 + Math.floor(MAX_WORDS * random() ** 3);
    const passage = words.slice(first, first + count);
    if (passage.some(({ rects }) => rects.length === 0)) continue;
    addPassage(result, passage, boxes);
  }
  return result;
}

function addPassage(result: PageCase, passage: readonly TrueWord[], boxes: readonly WordBox[]): void {
  const span = { start: passage[0]!.start, end: passage.at(-1)!.end };
  const own = boxesOfSpan(boxes, span);
  const drawn = rectsOf(own);
  const wanted = joined(passage.flatMap(({ rects }) => rects));
  const area = areaOf(wanted);
  const covered = commonArea(drawn, wanted);
  result.passages += 1;
  result.area += area;
  result.covered += covered;
  result.outside += areaOf(drawn) - covered;
  const again = own.length === 0 ? undefined : spanBetween(boxes, own[0]!, own.at(-1)!);
  if (again?.start === span.start && again.end === span.end) result.selected += 1;
}

/** What is selected from the middle of one box to the middle of another. */
function spanBetween(boxes: readonly WordBox[], from: PageRect, to: PageRect) {
  const middle = ({ page, x0, y0, x1, y1 }: PageRect) => ({ page, x: (x0 + x1) / 2, y: (y0 + y1) / 2 });
  const [first, last] = [wordAt(boxes, middle(from)), wordAt(boxes, middle(to))];
  return first && last && { start: first.start, end: last.end };
}

/** The true boxes of a passage, with the spaces between words that follow each other on a line. */
function joined(rects: readonly PageRect[]): PageRect[] {
  const spaces = rects.slice(1).flatMap((right, n): PageRect[] => {
    const left = rects[n]!;
    if (left.page !== right.page || !isBeside(left, right) || right.x0 <= left.x1) return [];
    const { page } = left;
    return [{ page, x0: left.x1, x1: right.x0, y0: Math.max(left.y0, right.y0), y1: Math.min(left.y1, right.y1) }];
  });
  return [...rects, ...spaces];
}

/** The figures of all cases. */
export function sumOf(cases: readonly PageCase[]): PageCase {
  const [first, ...rest] = cases;
  const total: PageCase = { ...first!, name: "all" };
  for (const each of rest) {
    for (const [key, value] of Object.entries(each)) {
      if (key !== "name") total[key as Exclude<keyof PageCase, "name">] += value as number;
    }
  }
  return total;
}
