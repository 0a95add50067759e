import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRecent, withSearch } from "@/app/_features/search/recent-searches";

const search = (query: string, report: string | null = null) => ({ query, report });

describe("withSearch", () => {
  it.each([
    ["the latest comes first", [search("a")], search("b"), [search("b"), search("a")]],
    ["the same search is listed once", [search("b"), search("a")], search("a"), [search("a"), search("b")]],
    [
      "the same text in another report is a different search",
      [search("a")],
      search("a", "r"),
      [search("a", "r"), search("a")],
    ],
    ["is trimmed", [search("a")], search(" a "), [search("a")]],
    ["ignores empty text", [search("a")], search(" "), [search("a")]],
  ])("%s", (_, before, added, after) => {
    expect(withSearch(before, added)).toEqual(after);
  });

  it("keeps eight searches per report, and leaves those of other reports alone", () => {
    const many = Array.from({ length: 12 }, (_, index) => search(`query ${index}`, "r"));
    const kept = many.reduce(withSearch, [search("elsewhere")]);
    expect(kept).toEqual([...many.slice(4).reverse(), search("elsewhere")]);
  });

  it("never keeps more than 80 searches", () => {
    const many = Array.from({ length: 200 }, (_, index) => search("q", `report-${index}`));
    expect(many.reduce(withSearch, [] as typeof many)).toHaveLength(80);
  });
});

describe("readRecent", () => {
  it("reads the stored searches", () => {
    const searches = [search("a", "r"), search("«б»")];
    expect(readRecent(JSON.stringify(searches))).toEqual(searches);
  });

  it.each([
    null,
    "",
    "{",
    "null",
    "7",
    '{"query":"a"}',
    '[null, 3, {"query":7}, {"query":"a"}, {"query":" ","report":null}]',
  ])("returns no searches for %s", (kept) => {
    expect(readRecent(kept)).toEqual([]);
  });

  it("accepts any string", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (kept) => Array.isArray(readRecent(kept))));
  });
});
