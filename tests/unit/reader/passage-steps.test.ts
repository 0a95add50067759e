import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type Marked, PassageSteps, type Unit } from "@/app/_features/annotations/selection/passage-steps";

const TEXT = "“One two.” Three four five!\nШесть семь. Eight\n—\nNine";

function blocksOf(text: string) {
  let at = 0;
  return text.split("\n").map((line) => {
    const start = at;
    at += line.length + 1;
    return { start, end: start + line.length };
  });
}

function stepsIn(text: string) {
  return new PassageSteps(text, blocksOf(text));
}

/**
 * The keys to press: w, s and b move forward by a word, sentence or block; W, S and B move backward. A preceding +
 * extends the selection.
 */
function press(keys: string): string {
  const steps = stepsIn(TEXT);
  const unitOf: Record<string, Unit> = { w: "word", s: "sentence", b: "block" };
  let marked: Marked = steps.from(0)!;
  for (const [, plus, key] of keys.matchAll(/(\+?)([wsbWSB])/gu)) {
    const unit = unitOf[key!.toLowerCase()]!;
    const by = key === key!.toLowerCase() ? 1 : -1;
    marked = plus ? steps.extend(marked, unit, by) : steps.move(marked, unit, by);
  }
  const { start, end } = steps.span(marked);
  return TEXT.slice(start, end);
}

describe("keyboard selection", () => {
  test.each([
    ["", "One"],
    ["w", "two"],
    ["wW", "One"],
    ["W", "One"],
    ["+w", "“One two.”"],
    ["w+w", "two.” Three"],
    ["w+W", "“One two.”"],
    ["s", "“One two.”"],
    ["ss", "Three four five!"],
    ["sss", "Шесть семь."],
    ["sssS", "Three four five!"],
    ["S", "“One two.”"],
    ["b", "“One two.” Three four five!"],
    ["bb", "Шесть семь. Eight"],
    ["bbb", "Nine"],
    ["bbbb", "Nine"],
    ["bbbB", "Шесть семь. Eight"],
    ["w+s", "two.” Three four five"],
    ["w+s+s", "two.” Three four five!\nШесть семь"],
    ["+b", "“One two.” Three four five!"],
    ["w+b+b", "two.” Three four five!\nШесть семь. Eight"],
    ["ss+W", "Three four"],
    ["ss+S", "Three"],
    ["www+S", "Three four"],
    ["www+S+S", "“One two.” Three four".slice(1)],
    ["www+S+S+s", "Three four"],
    ["www+S+s", "four"],
    ["sw", "Three"],
    ["ssW", "two"],
  ])("%s: %s", (keys, expected) => {
    expect(press(keys)).toBe(expected);
  });

  it("never selects an empty range, part of a word, or anything outside the text", () => {
    const key = fc.constantFrom("w", "s", "b", "W", "S", "B", "+w", "+s", "+b", "+W", "+S", "+B");
    fc.assert(
      fc.property(fc.array(key, { maxLength: 30 }), (keys) => {
        const selected = press(keys.join(""));
        expect(selected).toMatch(/[\p{L}\p{N}]/u);
        expect(TEXT.split(selected)[0] ?? "").not.toMatch(/\p{L}$/u);
      }),
    );
  });

  it("shrinks again word by word in the opposite direction", () => {
    fc.assert(
      fc.property(fc.nat(6), fc.nat(6), (from, by) => {
        const there = "w".repeat(from) + "+w".repeat(Math.min(by, 8 - from));
        expect(press(there + "+W".repeat(Math.min(by, 8 - from)))).toBe(press("w".repeat(from)));
      }),
    );
  });
});

describe("the start position", () => {
  test.each([
    [0, "One"],
    [1, "One"],
    [4, "two"],
    [9, "Three"],
    [TEXT.length, "Nine"],
  ])("offset %i: %s", (offset, expected) => {
    const steps = stepsIn(TEXT);
    const { start, end } = steps.span(steps.from(offset)!);
    expect(TEXT.slice(start, end)).toBe(expected);
  });

  it("is the current selection, extended to whole words", () => {
    const steps = stepsIn(TEXT);
    const { start, end } = steps.span(steps.touching({ start: 6, end: 14 })!);
    expect(TEXT.slice(start, end)).toBe("two.” Three");
  });

  it("does not exist in a text without words", () => {
    expect(stepsIn("— …").from(0)).toBeNull();
    expect(stepsIn("").touching({ start: 0, end: 0 })).toBeNull();
  });
});
