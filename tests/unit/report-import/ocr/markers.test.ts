import { expect, test } from "vitest";
import { type Component, ComponentIndex } from "@/lib/report-import/ocr/components";
import { countedUp, raisedIn } from "@/lib/report-import/ocr/markers";

/** The x-height of the line, whose baseline is at 100. */
const X_HEIGHT = 20;
const line = { x0: 0, y0: 60, x1: 400, y1: 106, baseline: 100, xHeight: X_HEIGHT, words: [] };

const component = (x0: number, y0: number, x1: number, y1: number): Component => {
  return { x0, y0, x1, y1, area: (x1 - x0) * (y1 - y0) };
};

const found = (...components: Component[]) =>
  raisedIn([line], new ComponentIndex(components), X_HEIGHT).map(({ x0, x1 }) => [x0, x1]);

const letter = component(100, 80, 114, 100);

test("finds a raised digit", () => {
  expect(found(letter, component(118, 64, 128, 86))).toEqual([[118, 128]]);
});

test("joins brackets and the digit between them, even if the scan broke the digit", () => {
  const brackets = [component(118, 62, 123, 90), component(142, 62, 147, 90)];
  expect(found(letter, ...brackets, component(126, 64, 138, 86))).toEqual([[118, 147]]);
  expect(found(letter, ...brackets, component(126, 66, 138, 72), component(127, 80, 138, 86))).toEqual([[118, 147]]);
});

test("doesn't mistake the upper half of a broken digit for a marker", () => {
  expect(found(letter, component(118, 70, 130, 90), component(118, 92, 130, 100))).toEqual([]);
});

test("corrects numbers and asterisks that do not fit the sequence of the others", () => {
  expect(countedUp(["1", "7", "3", undefined])).toEqual(["1", "2", "3", "4"]);
  expect(countedUp(["[1]", "[*]", "[3]"])).toEqual(["[1]", "[2]", "[3]"]);
  expect(countedUp(["*", "**"])).toEqual(["*", "**"]);
});

test("continues from a single number only if the other markers on the page have the same numbers", () => {
  expect(countedUp(["4", undefined])).toEqual(["4", undefined]);
  expect(countedUp(["4", undefined], new Set(["4", "5"]))).toEqual(["4", "5"]);
});

test("keeps numbers in order that the other markers on the page confirm, even if one is missing", () => {
  expect(countedUp(["3", "4", "6"], new Set(["3", "4", "5", "6"]))).toEqual(["3", "4", "6"]);
  expect(countedUp(["3", "4", "6"])).toEqual(["3", "4", "5"]);
});

test("leaves out what is not in order if all expected numbers were found", () => {
  expect(countedUp(["1", "2", "1", "3"], new Set(["1", "2", "3"]))).toEqual(["1", "2", undefined, "3"]);
});
