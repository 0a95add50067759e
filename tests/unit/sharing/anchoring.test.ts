import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, it, test } from "vitest";
import { readWords } from "@/lib/anchoring/words";
import { Comparisons } from "@/lib/annotations/placements/placing";
import { anchorPortable, type SearchedText } from "@/lib/exchange/anchoring";
import type { PortableQuote } from "@/lib/exchange/portable";
import { codePointsOf } from "@/lib/report/code-points";
import { parseReport } from "@/lib/report/parse";
import { expectNearLinear, processorTime } from "../growth";

const SLUG = "russian-soft-power-in-kazakhstan";

/** Real texts: prose, documentation, repetitive licences, and a non-Latin script. */
let texts: Record<string, SearchedText>;
let report: SearchedText;
const comparisons = new Comparisons();

beforeAll(() => {
  const read = (file: string): string => readFileSync(file, "utf8");
  const { text } = parseReport(read(`content/${SLUG}.md`), SLUG);
  const CYRILLIC = { a: "а", e: "е", o: "о", p: "п", r: "р", s: "с", t: "т", n: "н", i: "и", d: "д", l: "л", m: "м" };
  const raw: Record<string, string> = {
    report: text,
    readme: read("README.md"),
    licence: read("node_modules/typescript/LICENSE.txt"),
    notices: read("node_modules/typescript/ThirdPartyNoticeText.txt"),
    cyrillic: text.replace(/[a-z]/gu, (letter) => CYRILLIC[letter as keyof typeof CYRILLIC] ?? letter),
  };
  texts = Object.fromEntries(
    Object.entries(raw).map(([name, one]) => [name, { text: one, points: codePointsOf(one) }]),
  );
  report = texts.report!;
});

function find(searched: SearchedText, quote: Partial<PortableQuote>, isOwn = true) {
  return anchorPortable(searched, { exact: "", prefix: "", suffix: "", position: null, ...quote }, comparisons, isOwn);
}

function described(text: string, start: number, end: number, before: number, after: number): PortableQuote {
  return {
    exact: text.slice(start, end),
    prefix: text.slice(Math.max(0, start - before), start),
    suffix: text.slice(end, end + after),
    position: null,
  };
}

/**
 * The shortest context that distinguishes a passage from all others with the same words, computed as in Apache
 * Annotator.
 */
function minimal(text: string, start: number, end: number): PortableQuote {
  let [before, after] = [0, 0];
  for (;;) {
    const { exact, prefix, suffix } = described(text, start, end, before, after);
    const whole = prefix + exact + suffix;
    let other = text.indexOf(whole);
    if (other === start - before) other = text.indexOf(whole, other + 1);
    if (other < 0) return described(text, start, end, before, after);
    const [twin, twinEnd] = [other + before, other + before + end - start];
    let [more, moreAfter] = [before, after];
    while (start - more > 0 && text[start - more - 1] === text[twin - more - 1]) more++;
    while (end + moreAfter < text.length && text[end + moreAfter] === text[twinEnd + moreAfter]) moreAfter++;
    if (start - more > 0 && (more <= moreAfter || end + moreAfter >= text.length)) before = more + 1;
    else after = moreAfter + 1;
  }
}

/** A deterministic random number generator (Park and Miller 1988). */
function drawing(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** A passage that does not split a character and contains visible text. */
function passageIn({ text }: SearchedText, at: number, length: number): { start: number; end: number } {
  const cuts = (offset: number): boolean => /^[\ud800-\udbff][\udc00-\udfff]/u.test(text.slice(offset - 1, offset + 1));
  let start = at % text.length;
  while (cuts(start) || /\s|\p{M}/u.test(text[start]!)) start = (start + 1) % text.length;
  let end = Math.min(text.length, start + length);
  while (cuts(end) || /^\p{M}/u.test(text.slice(end))) end++;
  return { start, end };
}

describe("a correct quote from the document that it names", () => {
  it("is found for all 360 passages, with minimal context", () => {
    const draw = drawing(4242);
    const lost: string[] = [];
    for (const [name, searched] of Object.entries(texts)) {
      for (let count = 0; count < 72; count++) {
        const { start, end } = passageIn(searched, draw(searched.text.length), [3, 8, 13, 25, 60, 200][draw(6)]!);
        const anchor = find(searched, minimal(searched.text, start, end));
        if (!("start" in anchor) || anchor.start !== start || anchor.end !== end) {
          lost.push(`${name} ${start}-${end} ${anchor.state}`);
        }
      }
    }
    expect(lost).toEqual([]);
  });

  it("is still found with more context", () => {
    const one = fc.record({
      name: fc.constantFrom("report", "readme", "licence", "notices", "cyrillic"),
      at: fc.nat(1_000_000),
      length: fc.integer({ min: 1, max: 120 }),
      before: fc.array(fc.nat(70), { minLength: 2, maxLength: 5 }),
      after: fc.array(fc.nat(70), { minLength: 2, maxLength: 5 }),
      isOwn: fc.boolean(),
    });
    fc.assert(
      fc.property(one, ({ name, at, length, before, after, isOwn }) => {
        const searched = texts[name]!;
        const { text } = searched;
        const { start, end } = passageIn(searched, at, length);
        const ascending = (numbers: number[]): number[] => numbers.toSorted((a, b) => a - b);
        // Tries every pair of lengths, so that each side grows while the other stays the same.
        const right = ascending([0, ...before]).map((left) =>
          ascending([0, ...after]).map((right) => {
            const quote = described(text, start, end, left, right);
            const anchor = find(searched, quote, isOwn);
            if ("start" in anchor) expect(anchor).toMatchObject({ start, end });
            // A quote whose words occur in the text must never be reported as gone.
            else expect(anchor.state).toBe("ambiguous");
            const whole = quote.prefix + quote.exact + quote.suffix;
            const isOnly = text.indexOf(whole) === text.lastIndexOf(whole);
            if (isOwn && isOnly) expect(anchor).toHaveProperty("start");
            return "start" in anchor;
          }),
        );
        right.forEach((row, index) => {
          row.forEach((isRight, step) => {
            if (isRight) expect([right[index + 1]?.[step], row[step + 1]]).not.toContain(false);
          });
        });
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    [0, 0],
    [8, 8],
    [12, 12],
    [64, 64],
  ])("is found in the bundled report with %i and %i characters of context", (before, after) => {
    const start = report.text.indexOf("primarily CIS");
    const quote = described(report.text, start, start + "primarily CIS".length, before, after);
    expect(find(report, quote)).toEqual({ state: "anchored", start, end: start + "primarily CIS".length });
  });
});

describe("a wrong context", () => {
  const at = (): number => report.text.indexOf("primarily CIS");
  test.each([
    ["is that of another passage on both sides", "wholly other words, and ", " for which nobody has asked"],
    ["is that of another passage on one side", "the countries of the Baltic Sea and ", ""],
  ])("%s: reports a short quote as ambiguous, not as gone", (_, prefix, suffix) => {
    const anchor = find(report, { exact: "primarily CIS", prefix, suffix });
    expect(anchor.state).toBe("ambiguous");
  });

  it("is tolerated if it is long and differs only a little", () => {
    const start = at();
    const quote = described(report.text, start, start + 13, 64, 64);
    const prefix = quote.prefix.replace(/\p{L}+(?=\P{L}+$)/u, "mainly");
    expect(find(report, { ...quote, prefix })).toMatchObject({ start });
  });
});

it("distinguishes equal words by position", () => {
  const exact = "Kazakhstan";
  const start = report.text.indexOf(exact, 20_000);
  const position = report.points.toPoints(start);
  expect(find(report, { exact, position })).toMatchObject({ start });
  expect(find(report, { exact }).state).toBe("ambiguous");
});

describe("near misses take linear time", () => {
  const WAYS: [string, (words: string[], draw: (below: number) => number) => string[]][] = [
    ["a different letter at the end", (words) => [...words.slice(0, -1), "\u00a7"]],
    ["every second word", (words) => words.map((word, index) => (index % 2 === 0 ? `x${word}` : word))],
    ["words in a different order", (words) => words.toReversed()],
    ["random words from the text", (words, draw) => words.map(() => words[draw(words.length)]!)],
  ];
  test.each(WAYS)("with %s", (_, miss) => {
    expectNearLinear((length) => {
      const draw = drawing(7);
      const quotes = Array.from({ length: 4 }, () => {
        const start = draw(report.text.length - length);
        return miss(report.text.slice(start, start + length).split(" "), draw).join(" ");
      });
      return () => quotes.map((exact) => find(report, { exact }).state);
    }, 20_000);
  });

  it("in many similar places", () => {
    const draw = drawing(11);
    const words = report.text.split(/\s+/u);
    const quotes = Array.from({ length: 12 }, () =>
      Array.from({ length: 1_500 }, () => words[draw(words.length)]).join(" "),
    );
    const reading = processorTime(() => quotes.map((exact) => readWords(exact, new Map())));
    const finding = processorTime(() => quotes.map((exact) => find(report, { exact })));
    // Most of the cost would come from comparing all the places that share some words with the quote, and little from
    // finding them.
    expect(finding).toBeLessThan(60 * reading);
  });

  it("in a repetitive text", () => {
    expectNearLinear((length) => {
      const text = "abcab ".repeat(length / 6);
      const searched = { text, points: codePointsOf(text) };
      return () => {
        const one = new Comparisons();
        const exact = `${text.slice(0, length / 50)}\u00a7`;
        return anchorPortable(searched, { exact, prefix: "", suffix: "", position: null }, one, true);
      };
    }, 600_000);
  });
});
