import { expect, it } from "vitest";
import { ALL_ROWS, type PlacedRow, shownRows } from "@/app/_features/annotations/margin/margin-rows";

const highlights = (ids: string) => [...ids].map((id) => ({ id }));
const card = (id: string, top: number): PlacedRow => ({ ids: [id], isFolded: false, height: 80, top });
const fold = (ids: string, top: number): PlacedRow => ({ ids: [...ids], isFolded: true, height: 44, top });
const placed = [card("a", 0), card("b", 100), fold("cde", 200), card("f", 300)];

/**
 * Which cards are in each row, and the row's position, for example "b 100, cd 200". A question mark means that there is
 * no position yet.
 */
const shown = (ids: string, isWanted = (_: PlacedRow) => true) =>
  shownRows(highlights(ids), placed, isWanted)
    .map(({ highlights: own, top }) => `${own.map(({ id }) => id).join("")} ${top ?? "?"}`)
    .join(", ");

it.each([
  ["placed cards stay in place", "abcdef", "a 0, b 100, cde 200, f 300"],
  [
    "a new card is placed in reading order, and moves nothing until it is measured",
    "xabcdef",
    "x ?, a 0, b 100, cde 200, f 300",
  ],
  ["even inside a fold", "abcdxef", "a 0, b 100, cde 200, x ?, f 300"],
  ["a deleted card leaves its row, or its fold", "bcef", "b 100, ce 200, f 300"],
  ["no cards", "", ""],
])("%s", (_, ids, rows) => {
  expect(shown(ids)).toBe(rows);
});

it("leaves out rows that are out of view, except for those still to be measured", () => {
  expect(shown("abcdefx", ({ top }) => top >= 200)).toBe("cde 200, f 300, x ?");
});

it("measures a limited number at a time", () => {
  const many = Array.from({ length: ALL_ROWS + 20 }, (_, index) => ({ id: String(index) }));
  const rows = shownRows(many, [], () => true);
  expect(rows).toHaveLength(ALL_ROWS);
  expect(rows.at(-1)?.highlights).toEqual([{ id: String(ALL_ROWS - 1) }]);
});
