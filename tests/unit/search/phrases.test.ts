import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { tokenize } from "@/lib/search/analysis";
import { engineOver, found, marked } from "./texts";

describe("a phrase", () => {
  test.each([
    ["matches in order", '"soft power"', "power soft, soft hard power", false],
    ["requires its words to be adjacent", '"soft power"', "soft and power", false],
    ["matches across line and cell ends", '"students of Kazakhstan"', "students\nof\tKazakhstan", true],
    ["matches across quotation marks and punctuation", '"model of hybrid power"', "model of “hybrid” (power)", true],
    ["matches across hyphens and dashes", '"post soviet space"', "post-Soviet — space", true],
    ["ignores diacritics", '"cafe noir"', "Café noir", true],
    ["ignores the difference between ё and е", "«еще раз»", "ещё раз", true],
    ["ignores possessive endings", '"russia power"', "Russia’s power", true],
    ["matches across sentence ends", '"Kazakhstan Moreover"', "of Kazakhstan. Moreover", true],
    ["matches only the exact words", '"student of"', "students of", false],
    ["can consist of stop words", '"as it is"', "where it was as it is", true],
    ["is completed while being typed", '"lingua fra', "lingua franca", true],
    ["is not completed once closed", '"lingua fra"', "lingua franca", false],
    ["is plain text if it has no match and is not closed", '"franca lingua', "lingua franca", true],
    ["finds nothing if it is closed and has no match", '"xyzzy plugh"', "lingua franca", false],
  ])("%s", (_, query, text, isFound) => {
    expect(found(engineOver(text, "something else"), query)).toEqual(isFound ? [text] : []);
  });

  it("is marked as one range, and its words are not marked elsewhere", () => {
    const engine = engineOver("Power, “soft” power and soft\npower, by soft means.");
    expect(marked(engine, '"soft power" means')).toEqual([["soft” power", "soft\npower", "means"]]);
  });

  it("is marked as one range even if its words are also searched separately", () => {
    expect(marked(engineOver("soft power, power"), '"soft power" power')).toEqual([["soft power", "power"]]);
  });

  it("filters, while plain words only affect ranking", () => {
    const engine = engineOver("Nye wrote", "soft power", "soft power by Nye");
    expect(found(engine, '"soft power" Nye')).toEqual(["soft power by Nye", "soft power"]);
    expect(found(engine, '"soft power" "by Nye"')).toEqual(["soft power by Nye"]);
  });

  it("appears in every hit, and in no excluded passage", () => {
    const anyWord = fc.constantFrom("soft", "power", "of", "Russia's", "power’s", "the", "сила", "ещё");
    const separator = fc.constantFrom(" ", ", ", "—", "\n", " “", "-");
    const text = fc
      .array(fc.tuple(anyWord, separator), { minLength: 1, maxLength: 12 })
      .map((parts) => parts.flat().join(""));
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 8 }),
        fc.array(anyWord, { minLength: 1, maxLength: 3 }),
        (texts, asked) => {
          const normal = (value: string) =>
            ` ${tokenize(value)
              .map(({ word }) => word)
              .join(" ")} `;
          const phrase = asked.join(" ");
          const expected = texts.filter((candidate) => normal(candidate).includes(normal(phrase)));
          expect(found(engineOver(...texts), `"${phrase}"`).sort()).toEqual(expected.sort());
        },
      ),
    );
  });
});
