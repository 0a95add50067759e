import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeCards } from "@/app/r/[slug]/notes/margin-layout";

const card = (wanted: number, height = 100) => ({ wanted, height });

describe("placeCards", () => {
  it.each([
    ["no cards", [], -1, []],
    ["cards with room stand beside their passages", [card(0), card(200)], -1, [0, 200]],
    ["a card without room slides down", [card(0), card(50), card(60)], -1, [0, 110, 220]],
    ["the active card stands where it wants; others make room upwards", [card(0), card(50)], 1, [-60, 50]],
    ["and downwards", [card(0), card(50), card(60)], 1, [-60, 50, 160]],
    ["a card far above stays", [card(0), card(500), card(510)], 2, [0, 400, 510]],
  ])("%s", (_, cards, active, tops) => {
    expect(placeCards(cards, active, 10)).toEqual(tops);
  });

  it("never overlaps, keeps the order, and puts the active card where it wants", () => {
    const cards = fc
      .array(fc.record({ wanted: fc.integer({ min: 0, max: 2000 }), height: fc.integer({ min: 1, max: 400 }) }))
      .map((all) => all.sort((a, b) => a.wanted - b.wanted));
    fc.assert(
      fc.property(cards, fc.nat(), (all, pick) => {
        const active = all.length === 0 ? -1 : (pick % (all.length + 1)) - 1;
        const tops = placeCards(all, active, 8);
        for (let index = 1; index < all.length; index++) {
          expect(tops[index]).toBeGreaterThanOrEqual(tops[index - 1]! + all[index - 1]!.height + 8);
        }
        if (active >= 0) expect(tops[active]).toBe(all[active]!.wanted);
      }),
    );
  });
});
