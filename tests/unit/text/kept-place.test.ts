import { describe, expect, test } from "vitest";
import { type KeptPlace, readPlaces, withPlace } from "@/app/_features/text/kept-place";

const at = (block: string): KeptPlace => ({ block, section: "Findings", page: { page: 3, certain: true } });

describe("positions where reading stopped", () => {
  test("the latest position in a report replaces the previous one, and comes last", () => {
    const places = withPlace(withPlace(withPlace({}, "one", at("b1")), "two", at("b2")), "one", at("b9"));
    expect(Object.entries(places)).toEqual([
      ["two", at("b2")],
      ["one", at("b9")],
    ]);
    expect(readPlaces(JSON.stringify(places))).toEqual(places);
  });

  test("the oldest positions are dropped", () => {
    let places: Record<string, KeptPlace> = {};
    for (let index = 0; index < 205; index += 1) places = withPlace(places, `r${index}`, at("b1"));
    expect(Object.keys(places)).toHaveLength(200);
    expect(Object.keys(places)[0]).toBe("r5");
  });

  test.each([null, "", "no json", "[]", "3", '{"one":{"block":3},"two":null}'])("%s yields no positions", (kept) => {
    expect(readPlaces(kept)).toEqual({});
  });
});
