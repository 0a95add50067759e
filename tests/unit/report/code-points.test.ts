import fc from "fast-check";
import { expect, it, test } from "vitest";
import { codePointsOf } from "@/lib/report/code-points";

test.each([
  ["abc", [0, 1, 2, 3]],
  ["a😀b", [0, 1, 3, 4]],
  ["😀😀", [0, 2, 4]],
  ["\ude00\ud83d", [0, 1, 2]],
  ["", [0]],
])("counts the characters of %j", (text, units) => {
  const points = codePointsOf(text);
  expect(points.length).toBe(units.length - 1);
  expect(units.map((_, point) => points.toUnits(point))).toEqual(units);
  expect(units.map((unit) => points.toPoints(unit))).toEqual(units.map((_, point) => point));
});

it("rounds an offset inside a character down to its start", () => {
  expect(codePointsOf("a😀b").toPoints(2)).toBe(1);
});

it("clamps offsets outside the text", () => {
  const points = codePointsOf("a😀");
  expect([points.toUnits(-1), points.toUnits(9), points.toPoints(-1), points.toPoints(9)]).toEqual([0, 3, 0, 2]);
});

it("round-trips offsets in any text, consistently with the string iterator", () => {
  const anyText = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(fc.constantFrom("a", "😀", "\ud83d", "\ude00")).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(anyText, (text) => {
      const points = codePointsOf(text);
      expect(points.length).toBe([...text].length);
      let unit = 0;
      [...text].forEach((character, point) => {
        expect([points.toUnits(point), points.toPoints(unit)]).toEqual([unit, point]);
        unit += character.length;
      });
    }),
  );
});
