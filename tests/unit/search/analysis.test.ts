import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { normalizeWord, tokenEnd, tokenize } from "@/lib/search/analysis";
import { stem } from "@/lib/search/stemming";
import { isStopWord } from "@/lib/search/stop-words";
import { expectNearLinear } from "../growth";

const words = (text: string) => tokenize(text).map(({ word }) => word);

describe("tokenize", () => {
  test.each([
    ["words by letters", "Soft power, (hybrid)\twar|peace", ["soft", "power", "hybrid", "war", "peace"]],
    ["numbers as printed", "67,727 of 9,5 bln; 26.14% in 2006.", ["67,727", "of", "9,5", "bln", "26.14", "in", "2006"]],
    ["the end of a sentence is not part of a number", "in 2015. 3 of 5,", ["in", "2015", "3", "of", "5"]],
    ["letters and digits together", "MH17, the 1990s", ["mh17", "the", "1990s"]],
    ["possessives, straight and curly", "Russia's Russia’s students'", ["russia", "russia", "students"]],
    ["inner apostrophes", "O’Brien don't", ["obrien", "dont"]],
    ["hyphens separate words", "post-Soviet non‑democratic", ["post", "soviet", "non", "democratic"]],
    ["diacritics", "Café Škoda İstanbul", ["cafe", "skoda", "istanbul"]],
    ["decomposed letters are the same as composed ones", "cafe\u0301", ["cafe"]],
    ["ё is е, й stays й", "Ещё Русский и\u0306", ["еще", "русский", "й"]],
    ["stress marks", "Росси\u0301я", ["россия"]],
    ["Kazakh letters", "Қазақстан өңірі", ["қазақстан", "өңірі"]],
    ["soft hyphens", "Kazakh\u00adstan", ["kazakhstan"]],
    ["URLs are split", "http://www.eurasianet.org/node/75136", ["http", "www", "eurasianet", "org", "node", "75136"]],
    ["percent-escapes are not words", "data/%D0%A4%D0%9E7.pdf", ["data", "7", "pdf"]],
    ["apostrophes that Unicode classifies as letters", "Russiaʼs donʼt ʼ ŉ", ["russia", "dont", "n"]],
    ["number characters that include a full stop", "⒈ a⒉b １,５", ["1", "a2b", "1,5"]],
    ["ligatures and full-width forms", "ﬁnance ２０１５", ["finance", "2015"]],
    ["no words", " — … \u0301 \ud800 \u0000 🙂", []],
    ["lone surrogates separate words", "a\udc00b", ["a", "b"]],
  ])("%s", (_, text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it("returns the offsets of surface forms", () => {
    expect(tokenize("“Russia’s” 9,5").map(({ start, end }) => [start, end])).toEqual([
      [1, 9],
      [11, 14],
    ]);
  });

  it("for any string, returns ordered tokens with the offsets of their surface forms", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        let end = 0;
        for (const token of tokenize(text)) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          expect(token.end).toBeGreaterThan(token.start);
          expect(token.word).not.toBe("");
          expect(normalizeWord(text.slice(token.start, token.end))).toBe(token.word);
          expect(tokenEnd(text, token.start)).toBe(token.end);
          end = token.end;
        }
      }),
    );
  });

  it("returns words that are tokens themselves", () => {
    const tempting = fc.string({ unit: fc.constantFrom(..."aSй1½⒈🄁ʼ’ŉ.,％\u0301\u00adẞİΣﷺ한ﹰ"), maxLength: 12 });
    fc.assert(
      fc.property(fc.oneof(tempting, fc.string({ unit: "binary" })), (text) => {
        for (const word of words(text)) expect(tokenize(word)).toEqual([{ word, start: 0, end: word.length }]);
      }),
      { numRuns: 1000 },
    );
  });

  it.each(["1", "1,", "a'", "%2", "é\u0301"])("takes linear time for runs of %j, which invite backtracking", (run) => {
    expectNearLinear((length) => {
      const text = run.repeat(length);
      return () => tokenize(text);
    }, 200_000);
  });
});

describe("stem", () => {
  test.each([
    ["students", "student"],
    ["spending", "spend"],
    ["россотрудничества", "россотрудничеств"],
    ["россотрудничество", "россотрудничеств"],
    ["безопасность", "безопасн"],
    ["67,727", "67,727"],
    ["3d", "3d"],
    ["қазақстанның", "қазақстанның"],
    ["s", "s"],
  ])("of %s is %s", (word, expected) => {
    expect(stem(word)).toBe(expected);
  });

  it("is never empty and never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (word) => {
        expect(stem(word)).not.toBe("");
      }),
    );
    expect(stem("s".repeat(100_000))).toHaveLength(100_000);
  });
});

test.each([
  ["the", true],
  ["что", true],
  ["www", true],
  ["shell", false],
  ["power", false],
])("%s is a stop word: %s", (word, expected) => {
  expect(isStopWord(word)).toBe(expected);
});
