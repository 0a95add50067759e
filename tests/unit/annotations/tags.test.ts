import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requireTags } from "@/lib/annotations/highlights/require-tags";
import { readTag, readTags } from "@/lib/annotations/highlights/tags";

describe("a tag", () => {
  it.each([
    ["question", { key: "question", name: "question" }],
    ["  To   check ", { key: "to check", name: "To check" }],
    ["#Oil", { key: "oil", name: "Oil" }],
    ["## Oil", { key: "oil", name: "Oil" }],
    ["C#", { key: "c#", name: "C#" }],
    ["Вопрос", { key: "вопрос", name: "Вопрос" }],
    ["cafe\u0301", { key: "caf\u00e9", name: "caf\u00e9" }],
    ["İ", { key: "i\u0307", name: "İ" }],
    ["a\0b\ud800", { key: "a b", name: "a b" }],
    ["1991", { key: "1991", name: "1991" }],
    ["", null],
    ["#", null],
    [" \n ", null],
    ["!?", null],
  ])("typed as %j becomes %j", (typed, tag) => {
    expect(readTag(typed)).toEqual(tag);
  });

  it("is unchanged when parsed again, whatever the string", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (typed) => {
        const tag = readTag(typed);
        if (tag) expect(readTag(tag.name)).toEqual(tag);
      }),
    );
  });
});

describe("tags", () => {
  it.each<[string, string[], string[]]>([
    ["are sorted alphabetically", ["oil", "Gas"], ["Gas", "oil"]],
    ["are deduplicated, with the last spelling", ["oil", "Gas", "OIL"], ["Gas", "OIL"]],
    ["are separated by commas", ["oil, gas"], ["gas", "oil"]],
    ["can be empty", [], []],
    ["can have forty characters", ["x".repeat(40)], ["x".repeat(40)]],
  ])("%s", (_, typed, names) => {
    expect(requireTags(typed).map(({ name }) => name)).toEqual(names);
  });

  it.each<[string, string[]]>([
    ["tag-empty", ["oil", " "]],
    ["tag-empty", ["oil,"]],
    ["tag-too-long", ["x".repeat(41)]],
    ["too-many-tags", Array.from({ length: 21 }, (_, index) => `tag ${index}`)],
  ])("are rejected: %s", (code, typed) => {
    expect(readTags(typed)).toMatchObject({ key: code });
    expect(() => requireTags(typed)).toThrow(expect.objectContaining({ code, status: 400 }));
  });
});
