import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type Clause, parseQuery } from "@/lib/search/query";

const word = (text: string, prefix = false): Clause => ({ type: "word", word: text, prefix });
const phrase = (text: string): Clause => ({ type: "phrase", words: text.split(" "), closed: true, prefix: false });
const open = (text: string, prefix: boolean): Clause => ({ ...phrase(text), closed: false, prefix }) as Clause;

describe("parseQuery", () => {
  test.each<[string, Clause[]]>([
    ["", []],
    ["  ", []],
    ["Soft Power ", [word("soft"), word("power")]],
    ["soft pow", [word("soft"), word("pow", true)]],
    ["26.14%", [word("26.14")]],
    ['"soft power"', [phrase("soft power")]],
    ["“soft power”", [phrase("soft power")]],
    ["«мягкая сила»", [phrase("мягкая сила")]],
    ["„soft power“", [phrase("soft power")]],
    ['“soft power"', [phrase("soft power")]],
    ['Nye "soft power" us', [word("nye"), phrase("soft power"), word("us", true)]],
    ['"a b" "c"', [phrase("a b"), phrase("c")]],
    ['"soft pow', [open("soft pow", true)]],
    ['"soft power ', [open("soft power", false)]],
    ['"soft', [word("soft", true)]],
    ['soft"', [word("soft")]],
    ['5" pipe 6" rod ', [word("5"), word("pipe"), word("6"), word("rod")]],
    ['"" "—"', []],
    ['Gomel "', [word("gomel")]],
  ])("reads %j", (input, clauses) => {
    expect(parseQuery(input)).toEqual({ clauses });
  });

  it("reads any string, in linear time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (input) => {
        parseQuery(input);
      }),
    );
    const started = performance.now();
    for (const input of ['"', "“", '" ', '"a" ', "«"]) parseQuery(input.repeat(50_000));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
