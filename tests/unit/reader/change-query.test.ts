import { describe, expect, test } from "vitest";
import { addressOf, readSearch } from "@/app/query-in-address";
import { droppedFrom, withFacet } from "@/app/ui/change-query";
import { parseQuery } from "@/lib/search/query";

describe("a facet is chosen and given up in the text of the query", () => {
  const facet = { value: "footnotes", title: null, count: 1, filter: "in:footnotes", selected: null };
  test.each([
    ["soft power", "soft power in:footnotes"],
    ["soft power ", "soft power in:footnotes"],
    ['"soft power', '"soft power" in:footnotes'],
    ["«soft power", "«soft power» in:footnotes"],
    ["soft OR", "soft in:footnotes"],
    ["", "in:footnotes"],
  ])("%j becomes %j", (query, expected) => {
    expect(withFacet(query, facet, parseQuery(query).hints)).toBe(expected);
  });

  test.each([
    ["soft in:footnotes power", "soft power"],
    ["in:footnotes", ""],
    ["soft power in:footnotes", "soft power"],
  ])("%j becomes %j again", (query, expected) => {
    const [selected] = parseQuery(query).filters;
    expect(withFacet(query, { ...facet, selected: selected! }, [])).toBe(expected);
  });
});

test.each([
  ['"soft power" in:tables', '"soft power"', "in:tables"],
  ["soft -power", "soft", "-power"],
  ['"soft power"', "soft power", null],
])("from %j to %j %j was dropped", (query, relaxed, dropped) => {
  expect(droppedFrom(query, relaxed)).toBe(dropped);
});

describe("a search in the address", () => {
  test.each([
    ["/", { q: "soft power" }, "/?q=soft+power"],
    ["/", { q: "a", match: "all", sort: "position", view: "lines" }, "/?q=a&match=all&sort=position&view=lines"],
    ["/", { q: "a", match: "none", sort: ["position", "best"] }, "/?q=a"],
    ["/r/x", { q: " ", match: "all" }, "/r/x"],
  ])("at %s, %j is written %s", (path, params, address) => {
    expect(addressOf(path, readSearch(params))).toBe(address);
  });

  test("has a place behind it", () => {
    expect(addressOf("/r/x", readSearch({ q: "a" }), { hash: "b1", note: "n" })).toBe("/r/x?q=a&note=n#b1");
  });
});
