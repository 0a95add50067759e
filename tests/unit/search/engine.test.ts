import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { editDistance } from "@/lib/search/edit-distance";
import { expectNearLinear } from "../growth";
import { documentWith, engineOf, engineOver, found, marked } from "./texts";

describe("search", () => {
  test.each([
    ["any of the words", "gomel minsk ", ["Minsk and Gomel", "Gomel", "Minsk"], ["Minsk and Gomel", "Gomel", "Minsk"]],
    ["English inflections", "scholarship grant ", ["grants and scholarships", "a table"], ["grants and scholarships"]],
    ["Russian inflections", "бюджет Россотрудничество ", ["Бюджета Россотрудничества"], ["Бюджета Россотрудничества"]],
    ["the typed form before its inflections", "powers ", ["his power", "his powers"], ["his powers", "his power"]],
    ["possessives", "russia ", ["Russia’s role"], ["Russia’s role"]],
    ["numbers as printed", "26.14% ", ["it was 26.14%", "it was 26 or 14"], ["it was 26.14%"]],
    [
      "a URL by its name",
      "eurasianet ",
      ["see http://www.eurasianet.org/node/1"],
      ["see http://www.eurasianet.org/node/1"],
    ],
    ["the word being typed", "kazakh", ["Kazakhstan"], ["Kazakhstan"]],
    ["no completions once the word is complete", "kazakh ", ["Kazakhstan"], []],
    ["a transposition in an unknown word", "hybird ", ["hybrid war"], ["hybrid war"]],
    ["two typos in a long unknown word", "gorchokof ", ["Gorchakov"], ["Gorchakov"]],
    ["no third typo", "garchokof ", ["Gorchakov"], []],
    ["no second typo in a shorter word", "hubrud ", ["hybrid"], []],
    ["no typos in short words", "osk ", ["Osh"], []],
    ["no typos in known words", "world ", ["world", "word"], ["world"]],
    ["no typos in numbers", "67,728 ", ["67,727"], []],
    ["content words without the stop words", "the power of ", ["the power", "of the"], ["the power"]],
    ["stop words if the query has no other words", "of the", ["of the", "power"], ["of the"]],
    ["nothing for an empty query", " ", ["power"], []],
    ["nothing for a missing word", "xyzzy ", ["power"], []],
  ])("finds %s", (_, query, texts, expected) => {
    expect(found(engineOver(...texts), query)).toEqual(expected);
  });

  it("marks all matches, including completions and corrections", () => {
    expect(marked(engineOver("Powers of the hybrid Kazakhstan"), "power the hybird kazakh")).toEqual([
      ["Powers", "hybrid", "Kazakhstan"],
    ]);
  });

  it("breaks ties by reading order, whatever the order of the query", () => {
    const engine = engineOver("trade grew", "budgets grew", "trade fell", "budgets fell");
    expect(found(engine, "budgets trade ")).toEqual(["trade grew", "budgets grew", "trade fell", "budgets fell"]);
  });

  it("ranks one rare word above several common ones", () => {
    const common = ["a", "b", "c", "d"].map((name) => `soft power ${name}1`);
    expect(found(engineOver(...common, "zebra x1 x2", "x3", "x4", "x5"), "soft power zebra ")[0]).toBe("zebra x1 x2");
  });

  it("ranks a passage above the heading that only names its topic", () => {
    const passage = "Soft power attracts where force compels.";
    const engine = engineOf([
      documentWith("Soft power today", { kind: "heading" }),
      documentWith(passage),
      ...["Trade with China grew", "Budgets shrank in 2016", "Gas and oil"].map((text) => documentWith(text)),
    ]);
    expect(found(engine, "soft power")).toEqual([passage, "Soft power today"]);
  });

  it("returns a page of hits and the total", () => {
    const engine = engineOver(...Array.from({ length: 30 }, (_, index) => `power ${index}`));
    const { query, total, hits } = engine.search("power");
    expect([query, total, hits(2, 5).map(({ text }) => text)]).toEqual([
      "power",
      30,
      ["power 2", "power 3", "power 4"],
    ]);
    expect(hits()).toHaveLength(30);
  });

  it("can be limited to one report, phrases included", () => {
    const engine = engineOf([
      documentWith("soft power", { report: "a" }),
      documentWith("soft power, hard power", { report: "b" }),
    ]);
    for (const query of ["power", '"soft power"', '"soft pow', '"hard power']) {
      expect(
        engine
          .search(query, { report: "b" })
          .hits()
          .map(({ report }) => report),
      ).toEqual(["b"]);
    }
    expect(engine.search('"hard power"', { report: "a" }).total).toBe(0);
  });

  it("returns sorted, disjoint ranges within the text, whatever the query", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("soft", "power", "Россия", '"', "“", " ", "«"),
    );
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(" "));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 5 }), text, (texts, query) => {
        const found = engineOver(...texts).search(query);
        const hits = found.hits();
        expect(found.total).toBe(hits.length);
        for (const hit of hits) {
          expect(hit.score).toBeGreaterThan(0);
          expect(hit.ranges.length).toBeGreaterThan(0);
          let last = 0;
          for (const [start, end] of hit.ranges) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            last = end;
          }
          expect(last).toBeLessThanOrEqual(hit.text.length);
        }
      }),
    );
  });

  test.each([
    ["one long word", () => "x"],
    ["many unknown words", (index: number) => `unknown${"x".repeat(index % 9)} `],
    ["many phrases", () => '"soft power" '],
    ["unclosed quotation marks", () => "“"],
    ["control characters", () => "\u0000\u200f\ud800"],
  ])("does at most linear work for %s", (_, part) => {
    const engine = engineOver(...Array.from({ length: 300 }, (_, index) => `soft power and passage${index} of text`));
    expectNearLinear((length) => {
      const query = Array.from({ length }, (_, index) => part(index))
        .join("")
        .slice(0, length);
      return () => engine.search(query);
    }, 100_000);
  });
});

test.each([
  ["hybird", "hybrid", 1],
  ["gorchakof", "gorchakov", 1],
  ["kitten", "sitting", 3],
  ["", "abc", 3],
  ["ca", "abc", 3],
])("from %s to %s there are %i typos", (a, b, slips) => {
  expect(editDistance(a, b)).toBe(slips);
  expect(editDistance(b, a)).toBe(slips);
});

describe("adjacent words of the query", () => {
  it.each(["11 May 2016 ", "New York office "])("rank %stogether in the text first", (query) => {
    const texts = [
      "In 2016 it may be 11 again",
      "Established on 11 May 2016 in town",
      "The York of New office",
      "An office in New York city",
    ];
    const [first, second] = found(engineOver(...texts, "hill", "hall", "lake", "field"), query);
    expect([texts[1], texts[3]]).toContain(first);
    expect([texts[0], texts[2]]).toContain(second);
  });

  it("can be as many as on a pasted page", () => {
    expect(found(engineOver("soft power"), "soft power ".repeat(200))).toEqual(["soft power"]);
  });
});
