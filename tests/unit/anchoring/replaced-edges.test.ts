import { describe, expect, test } from "vitest";
import { alignTexts } from "@/lib/anchoring/align";
import { reanchorWithEdges } from "@/lib/anchoring/replaced-edges";
import { describeAnchor, lines, SURVEY, spanOf } from "./texts";

const PHASES = "The programme runs in several phases across the region.";
const PLAN = "The ministry has set out three steps for the coming year, and each of them needs money.";
const TEXT = lines(PHASES, PLAN, SURVEY);

function carry(after: string, words: string): string {
  return describeAnchor(after, reanchorWithEdges(alignTexts(TEXT, after), spanOf(TEXT, words)));
}

describe("includes words that replaced the first or last words of a passage", () => {
  test.each([
    ["its first word", "three steps", "four steps", "three steps", "four steps"],
    ["its last word", "three steps", "three stages", "three steps", "three stages"],
    ["one word replaced with several", "three steps", "four or five steps", "three steps", "four or five steps"],
    [
      "several words replaced with one",
      "has set out three",
      "lists three",
      "has set out three steps",
      "lists three steps",
    ],
    [
      "both ends",
      "three steps for the coming year",
      "four steps for the coming month",
      "three steps for the coming year",
      "four steps for the coming month",
    ],
    ["including a word before it", "out three steps", "up four steps", "three steps", "four steps"],
    ["the first word of a paragraph", "The ministry", "Our ministry", "The ministry", "Our ministry"],
    ["the last words of a paragraph", "needs money.", "needs people!", "of them needs money.", "of them needs people!"],
  ])("%s", (_, old, next, words, expected) => {
    expect(carry(TEXT.replace(old, next), words)).toBe(`changed 2: ${expected}`);
  });
});

describe("does not include other words", () => {
  test.each([
    ["a deleted word", "three steps", "steps", "three steps", "changed 2: steps"],
    ["words that were inserted before it", "three", "in order, three", "three steps", "anchored 2: three steps"],
    [
      "many words in place of one",
      "three steps",
      "several new, carefully chosen and well funded steps",
      "three steps",
      "changed 2: steps",
    ],
    [
      "a longer edit that extends beyond it",
      "out three steps",
      "before us quite a lot of steps",
      "three steps",
      "changed 2: steps",
    ],
    ["a replaced word next to it", "out", "up", "three steps", "anchored 2: three steps"],
  ])("%s", (_, old, next, words, expected) => {
    expect(carry(TEXT.replace(old, next), words)).toBe(expected);
  });

  test("words moved to its edge", () => {
    const after = TEXT.replace("three steps", "steps").replace(", and each", ", in three parts, and each");
    expect(carry(after, "three steps")).toBe("changed 2: steps");
  });
});
