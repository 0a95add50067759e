import { expect, it } from "vitest";
import { generateLibrary } from "../../bench/search/generator";

const { documents, words } = generateLibrary(2_000);

it("generates the same library on every run, and a different one from another seed", () => {
  expect(generateLibrary(20)).toEqual(generateLibrary(20));
  expect(generateLibrary(20, 2)).not.toEqual(generateLibrary(20));
});

it("reports how many passages contain each word", () => {
  const counts = new Map<string, number>();
  for (const { text } of documents) {
    for (const word of new Set(text.toLowerCase().match(/\p{L}+/gu))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  expect(new Map(words.map(({ word, passages }) => [word, passages]))).toEqual(counts);
});

it("has a few words that occur in most passages, and many that occur in one or two", () => {
  expect(words.slice(0, 3).every(({ passages }) => passages > documents.length * 0.7)).toBe(true);
  expect(words.filter(({ passages }) => passages <= 2).length).toBeGreaterThan(words.length * 0.3);
});

it("has a vocabulary that grows according to Heaps' law", () => {
  const exponent = Math.log2(words.length / generateLibrary(1_000).words.length);
  expect(exponent).toBeGreaterThan(0.5);
  expect(exponent).toBeLessThan(0.6);
});

it("has passages of about 90 words, and a few very long ones", () => {
  const lengths = documents.map(({ text }) => text.split(" ").length).sort((a, b) => a - b);
  expect(lengths[1_000]).toBeGreaterThan(85);
  expect(lengths[1_000]).toBeLessThan(95);
  expect(lengths[1_900]).toBeGreaterThan(150);
});
