import fc from "fast-check";
import { expect, it } from "vitest";
import { passageName, readPassage } from "@/app/_features/text/linked-passage";

it.each([
  ["1.0-1", { edition: 1, start: 0, end: 1 }],
  ["12.130-164", { edition: 12, start: 130, end: 164 }],
  [null, null],
  ["", null],
  ["1.5-5", null],
  ["1.9-5", null],
  ["x.1-2", null],
  ["1.1-2 ", null],
  ["1.-1-2", null],
])("reads %s", (at, passage) => {
  expect(readPassage(at)).toEqual(passage);
});

it("reads its own output", () => {
  const passage = fc.record({ edition: fc.nat(99_999), start: fc.nat(1_000_000), end: fc.nat(1_000_000) });
  fc.assert(
    fc.property(passage, (given) => {
      fc.pre(given.start < given.end);
      expect(readPassage(passageName(given))).toEqual(given);
    }),
  );
});
