import { expect, test } from "vitest";
import { boxesOfSpan, rectsOf, spanInRect, spansOf, wordAt } from "@/lib/word-boxes/queries";
import { drawn, shown } from "./boxed";

const { text, boxes } = drawn("one two three", "four five six");
const span = (quote: string, last = quote) => ({ start: text.indexOf(quote), end: text.indexOf(last) + last.length });

test("a passage has the boxes of its words, and parts of the boxes at its ends", () => {
  const own = boxesOfSpan(boxes, { start: text.indexOf("wo"), end: text.indexOf("our") });
  expect(shown(text, own)).toEqual(["wo 0 50-70", "three 0 80-130", "f 1 0-10"]);
  expect(boxesOfSpan(boxes, { start: text.length, end: text.length + 5 })).toEqual([]);
});

test("a passage is drawn as one rectangle for each line", () => {
  expect(rectsOf(boxesOfSpan(boxes, span("two", "five")))).toEqual([
    { page: 0, x0: 40, x1: 130, y0: 0, y1: 80 },
    { page: 0, x0: 0, x1: 90, y0: 100, y1: 180 },
  ]);
});

test("words that are far apart, as in a table, have rectangles of their own", () => {
  const row = drawn(`one${" ".repeat(20)}two`);
  expect(rectsOf(row.boxes)).toHaveLength(2);
});

test("a point leads to its word, and in an overlap to the word whose middle is nearest", () => {
  const at = (x: number, y: number, page = 0) => wordAt(boxes, { page, x, y })?.start;
  expect(at(55, 40)).toBe(text.indexOf("two"));
  expect(at(35, 40)).toBeUndefined();
  expect(at(55, 40, 1)).toBeUndefined();
  const [, two] = boxes;
  const raised = { ...two!, start: 90, end: 91, y0: 60, y1: 120 };
  expect(wordAt([...boxes, raised], { page: 0, x: 55, y: 75 })?.start).toBe(90);
  expect(wordAt([...boxes, raised], { page: 0, x: 55, y: 61 })?.start).toBe(text.indexOf("two"));
});

test("a rectangle leads from its first to its last word", () => {
  const rect = (x0: number, y0: number, x1: number, y1: number) => spanInRect(boxes, { page: 0, x0, y0, x1, y1 });
  expect(rect(40, 0, 200, 200)).toEqual(span("two", "six"));
  expect(rect(0, 90, 45, 200)).toEqual(span("four"));
  expect(rect(300, 0, 400, 400)).toBeUndefined();
});

test("the parts of a text on a page are merged where words follow each other", () => {
  const moved = boxes.map((box, n) => (n < 3 ? box : { ...box, start: box.start + 500, end: box.end + 500 }));
  expect(spansOf(moved)).toEqual([
    { start: 0, end: 13 },
    { start: 514, end: 514 + text.length - 14 },
  ]);
  expect(spansOf([])).toEqual([]);
});
