import SearchableMap from "minisearch/SearchableMap";
import { describe, expect, it } from "vitest";
import { SimilarWords } from "@/lib/search/similar-words";

const WORDS = ["a", "river", "rivers", "rover", "delta", "дельта", "дельты", "pqrstuvwxyz", "pqrstuvwxy", "ёж", "жё"];
/** All words of up to four of three letters, so that the same letters occur in many orders and numbers. */
const SHORT = Array.from({ length: 4 }).reduce<string[]>(
  (words) => [...new Set(["", ...words.flatMap((word) => ["a", "b", "c"].map((letter) => letter + word))])],
  [""],
);

describe("similar words", () => {
  it.each([
    ["river", 1, ["river", "rivers", "rover"]],
    ["rievr", 1, []],
    ["rievr", 2, ["river"]],
    ["дельту", 1, ["дельта", "дельты"]],
    ["qqrstuvwxyz", 1, ["pqrstuvwxyz"]],
    ["qqrstuvwxyz", 2, ["pqrstuvwxy", "pqrstuvwxyz"]],
    ["nothing", 2, []],
    ["", 1, ["a"]],
  ])("of %s, within %i, are %j", (word, distance, expected) => {
    expect(new SimilarWords(WORDS).near(word, distance).toSorted()).toEqual(expected);
  });

  it("are the same as those of MiniSearch's fuzzy search", () => {
    const words = SHORT.filter((word) => word !== "");
    const ours = new SimilarWords(words);
    const theirs = new SearchableMap<number>();
    for (const [number, word] of words.entries()) theirs.set(word, number);
    for (const word of words) {
      for (const distance of [1, 2]) {
        const expected = [...theirs.fuzzyGet(word, distance).keys()].toSorted();
        expect(ours.near(word, distance).toSorted(), `${word}, ${distance}`).toEqual(expected);
      }
    }
  });
});
