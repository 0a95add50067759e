import { describe, expect, it } from "vitest";
import { drawnTextOf } from "@/lib/report-import/drawn-text";
import { pagesAgain, wordsOf } from "@/lib/report-import/same-page";
import { UNIT, type WordBox } from "@/lib/word-boxes/model";

const LINE = UNIT / 40;
const A4 = [595, 842] as const;

/** Draws lines of words, one below the other. @param down how far the lines are moved */
function drawn(pages: readonly (readonly string[])[], down = 0, size: readonly [number, number] = A4) {
  let text = "";
  const boxes: WordBox[] = [];
  for (const [page, lines] of pages.entries()) {
    for (const [n, line] of lines.entries()) {
      let x0 = 3000;
      for (const word of line.split(" ").filter(Boolean)) {
        const width = 300 * word.length;
        const y0 = Math.round(2000 + n * LINE + down);
        boxes.push({ page, start: text.length, end: text.length + word.length, x0, x1: x0 + width, y0, y1: y0 + 500 });
        text += `${word} `;
        x0 += width + 300;
      }
    }
  }
  return { text, boxes, sizes: pages.map(() => [...size] as [number, number]) };
}

const encoded = ({ text, boxes, sizes }: ReturnType<typeof drawn>) =>
  drawnTextOf({ layout: { sizes, body: [], notes: {} }, boxed: { text, boxes } })!;

const TOLLS = [
  "The guild carries grain from Kesh to Dunmere",
  "A toll of three coppers is asked at every lock",
  "Kesh 120 coppers and 14 barges",
  "Dunmere 95 coppers and 11 barges",
  "The ledgers were begun when the quays were built",
];
const OTHER = ["Nothing here is about the canal", "It only tells of hills and of their sheep", "and of wool"];

const before = drawn([OTHER, TOLLS]);
/** The area around the table: the third and fourth lines. */
const [TOP, BOTTOM] = [2, 4].map((line) => Math.round(2000 + line * LINE - 100)) as [number, number];
const table = { page: 1, x0: 2500, x1: 20_000, y0: TOP, y1: BOTTOM };

function find(
  after: ReturnType<typeof drawn>,
  rect: { page: number; x0: number; x1: number; y0: number; y1: number } = table,
) {
  const words = wordsOf(
    before.text,
    before.boxes.filter(({ page }) => page === rect.page),
  );
  return pagesAgain({ drawn: encoded(after), areas: [{ rect, size: A4, words }] })[0];
}

describe("an area on a page of another file", () => {
  it("is found on the same page, even if pages were inserted before it", () => {
    expect(find(drawn([OTHER, TOLLS]))).toEqual({ page: 1, isChanged: false });
    expect(find(drawn([["A new preface"], OTHER, TOLLS]))).toEqual({ page: 2, isChanged: false });
  });

  it("is found if the page was edited elsewhere, or a little in it", () => {
    expect(find(drawn([[...TOLLS.slice(0, 4), "The quays are older than all of the ledgers"]]))).toEqual({
      page: 0,
      isChanged: false,
    });
    const corrected = TOLLS.map((line) => line.replace("95", "97"));
    expect(find(drawn([corrected]))).toEqual({ page: 0, isChanged: true });
  });

  it("isn't found if its words have changed or moved, or the page has another format", () => {
    const rewritten = TOLLS.map((line, n) => (n === 2 || n === 3 ? "There is no table any more" : line));
    expect(find(drawn([rewritten]))).toBeNull();
    expect(find(drawn([TOLLS], LINE))).toBeNull();
    expect(find(drawn([["A new first line", ...TOLLS]]))).toBeNull();
    expect(find(drawn([TOLLS], 0, [842, 595]))).toBeNull();
    expect(find(drawn([OTHER]))).toBeNull();
  });

  it("isn't found if new words are in it, if there were none, or if two pages are the same", () => {
    const between = drawn([TOLLS]);
    const added = { ...between, text: `${between.text}also these new words` };
    const at = between.text.length;
    const extra = [0, 5, 11, 15].map((offset, n) => {
      const x0 = 14_000 + n * 900;
      return {
        page: 0,
        start: at + offset,
        end: at + offset + 4,
        x0,
        x1: x0 + 800,
        y0: table.y0 + 200,
        y1: table.y0 + 600,
      };
    });
    expect(find({ ...added, boxes: [...between.boxes, ...extra] })).toBeNull();
    expect(find(drawn([OTHER, TOLLS]), { page: 1, x0: 0, x1: UNIT, y0: 20_000, y1: 30_000 })).toBeNull();
    expect(find(drawn([TOLLS, TOLLS]))).toBeNull();
  });
});
