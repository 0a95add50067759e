import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldCards, placeCards } from "@/app/_features/annotations/margin/margin-layout";

const card = (wanted: number, height = 100) => ({ wanted, height });

describe("placeCards", () => {
  it.each([
    ["no cards", [], -1, []],
    ["cards with room are next to their passages", [card(0), card(200)], -1, [0, 200]],
    ["a card without room slides down", [card(0), card(50), card(60)], -1, [0, 110, 220]],
    ["the active card is next to its passage; the ones above make room", [card(200), card(250)], 1, [140, 250]],
    ["and so do the ones below", [card(200), card(250), card(260)], 1, [140, 250, 360]],
    ["cards stay on the page: without room above, the active one slides down", [card(0), card(50)], 1, [0, 110]],
    ["a distant card above stays", [card(0), card(500), card(510)], 2, [0, 400, 510]],
  ])("%s", (_, cards, active, tops) => {
    expect(placeCards(cards, active, 10)).toEqual(tops);
  });

  it("never overlaps cards, keeps their order, stays on the page, and aligns the active card if there is room", () => {
    const cards = fc
      .array(fc.record({ wanted: fc.integer({ min: 0, max: 2000 }), height: fc.integer({ min: 1, max: 400 }) }))
      .map((all) => all.sort((a, b) => a.wanted - b.wanted));
    fc.assert(
      fc.property(cards, fc.nat(), (all, pick) => {
        const active = all.length === 0 ? -1 : (pick % (all.length + 1)) - 1;
        const tops = placeCards(all, active, 8);
        expect(tops[0] ?? 0).toBeGreaterThanOrEqual(0);
        for (let index = 1; index < all.length; index++) {
          expect(tops[index]).toBeGreaterThanOrEqual(tops[index - 1]! + all[index - 1]!.height + 8);
        }
        const above = all.slice(0, Math.max(0, active)).reduce((sum, { height }) => sum + height + 8, 0);
        if (active >= 0) expect(tops[active]).toBe(Math.max(all[active]!.wanted, above));
      }),
    );
  });
});

describe("foldCards", () => {
  const shape = (cards: { wanted: number; height: number }[], kept: number[] = []) =>
    foldCards(cards, (index) => kept.includes(index), 10).map(({ from, to, isFolded }) =>
      isFolded ? `${from}-${to}` : from,
    );
  const crowd = Array.from({ length: 10 }, () => card(0));

  it.each([
    ["no cards", [], [], []],
    ["cards with room", [card(0), card(50), card(500)], [], [0, 1, 2]],
    ["cards that would slide too far are folded", crowd, [], [0, 1, 2, 3, 4, 5, "6-10"]],
    ["the open card is never folded", crowd, [8], [0, 1, 2, 3, 4, 5, "6-8", 8, "9-10"]],
    ["if there is room again, cards are shown again", [...crowd, card(900)], [], [0, 1, 2, 3, 4, 5, "6-10", 10]],
  ])("%s", (_, cards, kept, expected) => {
    expect(shape(cards, kept)).toEqual(expected);
  });

  it("has every card in exactly one row, in order", () => {
    const cards = fc.array(fc.record({ wanted: fc.nat(3_000), height: fc.integer({ min: 40, max: 300 }) }));
    fc.assert(
      fc.property(cards, fc.func(fc.boolean()), (unsorted, isKept) => {
        const sorted = unsorted.toSorted((a, b) => a.wanted - b.wanted);
        const rows = foldCards(sorted, isKept, 8);
        expect(rows.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at))).toEqual([
          ...sorted.keys(),
        ]);
      }),
    );
  });
});
