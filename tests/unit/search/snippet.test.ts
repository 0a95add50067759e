import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { snippet } from "@/lib/search/snippet";
import { engineOver } from "./texts";

function excerpt(text: string, query: string, maxLength: number) {
  return snippet(text, engineOver(text).search(query).hits()[0]?.ranges ?? [], maxLength);
}

describe("snippet", () => {
  it("returns the whole text if it fits", () => {
    expect(snippet("Soft power", [[5, 10]], 10)).toEqual({
      text: "Soft power",
      ranges: [[5, 10]],
      leading: false,
      trailing: false,
    });
  });

  it("selects the window with the most distinct words, not the most matches", () => {
    const text = "power power power power and so on for a long while until soft power is named at last in the end";
    const { text: shown, ranges, leading, trailing } = excerpt(text, "soft power ", 30);
    expect(shown).toBe("until soft power is named at");
    expect(ranges.map(([start, end]) => shown.slice(start, end))).toEqual(["soft", "power"]);
    expect([leading, trailing]).toEqual([true, true]);
  });

  it("returns the beginning if there are no matches", () => {
    expect(snippet("one two three four", [], 9)).toEqual({
      text: "one two",
      ranges: [],
      leading: false,
      trailing: true,
    });
  });

  it("cuts off a match that is longer than the window", () => {
    expect(snippet("one two three four", [[0, 18]], 9)).toEqual({
      text: "one two",
      ranges: [[0, 7]],
      leading: false,
      trailing: true,
    });
  });

  it("cuts inside a word that is too long, but not inside a surrogate pair", () => {
    expect(snippet("🙂🙂🙂", [], 3).text).toBe("🙂");
    expect(snippet(`${"x".repeat(50)} end`, [], 20).text).toBe("x".repeat(20));
  });

  it("for any text, returns a part with the same matches, whole words and whole characters", () => {
    const words = fc.array(fc.constantFrom("soft", "power", "🙂", "of", "Россия", "\n", "www.eurasianet.org/node"));
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 80 }), (parts, maxLength) => {
        const text = parts.join(" ");
        const matches = engineOver(text).search("soft power россия").hits()[0]?.ranges ?? [];
        const { text: shown, ranges, leading, trailing } = snippet(text, matches, maxLength);
        expect(shown.length).toBeLessThanOrEqual(maxLength);
        expect(text).toContain(shown);
        expect(shown).not.toMatch(/\p{Cs}/u);
        expect(leading || trailing).toBe(shown !== text);
        let end = 0;
        for (const range of ranges) {
          expect(range[0]).toBeGreaterThanOrEqual(end);
          expect(range[1]).toBeGreaterThan(range[0]);
          end = range[1];
        }
        expect(end).toBeLessThanOrEqual(shown.length);
        if (matches.length > 0) expect(ranges.length).toBeGreaterThan(0);
      }),
    );
  });
});
