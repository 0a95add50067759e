import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { tokenize } from "@/lib/search/analysis";
import { type Clause, parseQuery, printQuery } from "@/lib/search/query";
import { sampled } from "../../support/sampled";
import { expectNearLinear } from "../growth";

/** Anything that a user might type or paste. */
const anyString = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...'ab1 .,-–*:"“»()'), maxLength: 60 }),
);

/** The tokens of the query language, in random order. */
const anyQuery = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        " ",
        " ",
        " ",
        " OR ",
        "OR",
        "-",
        " -",
        "(",
        ")",
        " (",
        '"',
        "“",
        "”",
        "«",
        "»",
        "*",
        ":",
        ".",
        ",",
      ),
      fc.constantFrom(
        "soft",
        "Power’s",
        "post-Soviet",
        "ещё",
        "й",
        "9,5",
        "26.14",
        "1",
        "%D0",
        "⒈",
        "½",
        "ʼ",
        "ﷺ",
        "…",
      ),
      fc.constantFrom(
        "section:",
        "in:",
        "in:tables",
        "page:12",
        "page:14-10",
        "lang:ru",
        "by:",
        "tag:",
        "is:noted",
        "foo:",
      ),
      fc.constantFrom("\ud800", "\udc00", "\u0000", "\u200f", "\u00ad", "\u0301", "𝒳", "https://x.y", "\n"),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));

/** Well-formed queries with all constructs, nested in one another. */
const { wellFormed } = fc.letrec<{ wellFormed: string; part: string }>((tie) => ({
  wellFormed: fc.array(tie("part"), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(" ")),
  part: fc.oneof(
    { maxDepth: 6 },
    fc.constantFrom("soft", "post-Soviet", "sov*", '"soft power"', "in:tables", 'section:"soft power"', "page:3-4"),
    tie("part").map((part) => `-${part}`),
    tie("wellFormed").map((query) => `(${query})`),
    fc.tuple(tie("part"), tie("part")).map((parts) => parts.join(" OR ")),
  ),
}));

const RUNS = { numRuns: sampled(2000) };

const countOf = (clause: Clause): number => {
  switch (clause.type) {
    case "not":
      return countOf(clause.clause);
    case "any":
      return clause.of.flat().reduce((sum, inner) => sum + countOf(inner), 0);
    case "group":
      return clause.clauses.reduce((sum, inner) => sum + countOf(inner), 0);
    default:
      return 1;
  }
};

describe.each([
  ["any string", anyString],
  ["any query", anyQuery],
  ["any well-formed query", wellFormed],
])("%s", (_, inputs) => {
  it("is parsed, and parsed as the same query again after printing", () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { clauses } = parseQuery(input);
        const printed = printQuery(clauses);
        expect(parseQuery(printed).clauses).toEqual(clauses);
        expect(parseQuery(printed).hints.filter(({ code }) => code !== "unclosed-quote")).toEqual([]);
        expect(printQuery(parseQuery(printed).clauses)).toBe(printed);
      }),
      RUNS,
    );
  });

  it("has hints, filters and words at the reported positions", () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { filters, words, hints } = parseQuery(input);
        let end = 0;
        for (const { filter, negated, from, to } of filters) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to).toBeLessThanOrEqual(input.length);
          expect(parseQuery(input.slice(from, to)).filters).toEqual([{ filter, negated, from: 0, to: to - from }]);
          end = to;
        }
        end = 0;
        for (const { word, from, to } of words) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(tokenize(input.slice(from, to))).toEqual([{ word, start: 0, end: to - from }]);
          end = to;
        }
        let start = 0;
        for (const { code, from, to } of hints) {
          expect(from).toBeGreaterThanOrEqual(start);
          expect(input.slice(from, to)).toMatch(SPOKEN_OF[code]);
          start = from;
        }
      }),
      RUNS,
    );
  });

  it("ends with the word being typed, and has no such word if a space follows it", () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const last = tokenize(input).at(-1);
        const isTyping = JSON.stringify(parseQuery(input).clauses).split('"typing":true').length - 1;
        expect(isTyping).toBeLessThanOrEqual(last?.end === input.length ? 1 : 0);
        expect(JSON.stringify(parseQuery(`${input} `).clauses)).not.toContain('"typing":true');
      }),
      RUNS,
    );
  });
});

const SPOKEN_OF = {
  "unclosed-quote": /^["“”„‟«»]$/,
  "unbalanced-parenthesis": /^[()]$/,
  "lone-operator": /^(-|OR|\(.*\))$/s,
  "unknown-field": /^\p{L}+$/u,
  "unknown-value": /^(section|report|by|tag|in|page|lang|is):/i,
  "too-deep": /^\($/,
  "too-long": /./s,
};

describe("a huge query", () => {
  const huge = (length: number, part: string): string => part.repeat(Math.ceil(length / part.length)).slice(0, length);
  const PARTS = [
    ...'a ( ) - " “ * \ud800 \u0000 \u200f \u0301 —'.split(" "),
    ...[
      "a ",
      "() ",
      "(a ",
      "-(",
      "- ",
      "-a ",
      "--",
      "a OR ",
      "OR ",
      '" ',
      '"a" ',
      "«a ",
      'a"',
      "a* ",
      "a'",
      "1,",
      "%2",
      "a.",
    ],
    ...[
      "a:",
      "a:b ",
      "in:x ",
      'in:"x" ',
      'section:"',
      "section:a.",
      "page:1 ",
      "— ",
      "x:(",
      "é\u0301",
      "(a OR -(b c)) OR ",
    ],
  ];

  test.each(PARTS)("of %j is parsed, and parsed as the same query again after printing", (part) => {
    const { clauses, hints } = parseQuery(huge(100_000, part));
    expect(clauses.reduce((sum, clause) => sum + countOf(clause), 0)).toBeLessThanOrEqual(200);
    expect(hints.length).toBeLessThanOrEqual(7 * 5);
    expect(parseQuery(printQuery(clauses)).clauses).toEqual(clauses);
  });

  it("of nested parentheses is parsed", () => {
    const input = `${"(".repeat(50_000)}a${")".repeat(50_000)}`;
    const { clauses } = parseQuery(input);
    expect(parseQuery(printQuery(clauses)).clauses).toEqual(clauses);
  });

  test.each(PARTS)("of %j takes at most linear work", (part) => {
    expectNearLinear((length) => {
      const input = huge(length, part);
      return () => parseQuery(input);
    }, 128_000);
  });
});
