import { describe, expect, test } from "vitest";
import { droppedFrom, isRespelled, quotable, withFacet } from "@/app/_features/search/change-query";
import { readSearch, searchAddress } from "@/app/_features/search/search-state";
import { parseQuery } from "@/lib/search/query";

describe("selecting a facet changes the query", () => {
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
])("relaxing %j to %j drops %j", (query, relaxed, dropped) => {
  expect(droppedFrom(query, relaxed)).toBe(dropped);
});

test.each([
  ['"lingua franka" nye', '"lingua franca" nye', true],
  ['"lingua franka"', "lingua franka", false],
  ["nye in:tables", "nye", false],
])("%j becoming %j is only a respelling: %j", (query, relaxed, expected) => {
  expect(isRespelled(query, relaxed)).toBe(expected);
});

test.each([
  ["soft power", "soft power"],
  ["a".repeat(1000), `${"a".repeat(79)}…`],
  ["🙂".repeat(100), `${"🙂".repeat(39)}…`],
])("%j is quoted as %j", (text, expected) => {
  expect(quotable(text)).toBe(expected);
});

describe("a search in the URL", () => {
  test.each([
    ["/", { q: "soft power" }, "/?q=soft+power"],
    ["/", { q: "a", match: "all", sort: "position", view: "lines" }, "/?q=a&match=all&sort=position&view=lines"],
    ["/", { q: "a", match: "none", sort: ["position", "best"] }, "/?q=a"],
    ["/r/x", { q: " ", match: "all" }, "/r/x"],
  ])("at %s, %j is written as %s", (path, params, address) => {
    expect(searchAddress(path, readSearch(params))).toBe(address);
  });

  test("can have a fragment", () => {
    expect(searchAddress("/r/x", readSearch({ q: "a" }), { hash: "b1", note: "n" })).toBe("/r/x?q=a&note=n#b1");
  });
});
