import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { alignTexts } from "@/lib/anchoring/align";
import { quotable } from "@/lib/anchoring/quotable";
import { anchorQuote } from "@/lib/anchoring/quote";
import { reanchor } from "@/lib/anchoring/reanchor";
import { sampled, someOf } from "../../support/sampled";
import { expectNearLinear } from "../growth";

/**
 * A pseudo-word of two to four syllables that represents a number. Some of the words contain letters outside the Basic
 * Multilingual Plane.
 */
function wordOf(number: number): string {
  const syllables = ["ka", "so", "mi", "re", "tu", "bel", "nor", "𝒜", "жи", "ос"];
  return [...String(number)].map((digit) => syllables[Number(digit)]).join("");
}

const word = fc.integer({ min: 10, max: 9_999 }).map(wordOf);
const sentence = fc.array(word, { minLength: 10, maxLength: 40 }).map((words) => words.join(" "));

/** An edit to a paragraph. Positions within the paragraph are percentages of its length. */
const change = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: "keep" } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: "delete" } as const) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("insert" as const), text: sentence }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("edit" as const),
      places: fc.array(fc.nat(99), { minLength: 1, maxLength: 3 }),
      by: word,
    }),
  },
);

/** A character with its offset in the first text, or null if it is new. */
type Tracked = [character: string, origin: number | null];

interface Edited {
  before: string;
  after: Tracked[];
  span: { start: number; end: number };
  /** Whether the span's paragraph was both moved and edited. If so, the span doesn't have to be found. */
  isHard: boolean;
}

const edited: fc.Arbitrary<Edited> = fc
  .record({
    paragraphs: fc.array(fc.tuple(sentence, change), { minLength: 2, maxLength: 12 }),
    moved: fc.option(fc.tuple(fc.nat(11), fc.nat(11))),
    target: fc.nat(11),
    from: fc.nat(99),
    length: fc.integer({ min: 1, max: 12 }),
  })
  .map(({ paragraphs, moved, target, from, length }) => {
    const before = paragraphs.map(([text]) => text).join("\n");
    let start = 0;
    const blocks = paragraphs.map(([text, what], index) => {
      const units: Tracked[] = Array.from({ length: text.length }, (_, unit) => [text[unit]!, start + unit]);
      const block = { index, lines: what.kind === "delete" ? [] : [edit(units, what)], start, text, kind: what.kind };
      start += text.length + 1;
      return block;
    });
    const chosen = blocks[target % blocks.length]!;
    let isMoved = false;
    if (moved) {
      const [block] = blocks.splice(moved[0] % blocks.length, 1);
      blocks.splice(moved[1] % (blocks.length + 1), 0, block!);
      isMoved = true;
    }
    for (const [index, [, what]] of paragraphs.entries()) {
      if (what.kind !== "insert") continue;
      const place = blocks.findIndex((block) => block.index === index);
      const line: Tracked[] = Array.from({ length: what.text.length }, (_, unit) => [what.text[unit]!, null]);
      blocks.splice(place, 0, { index: -1, lines: [line], start: 0, text: "", kind: "insert" });
    }
    const after = blocks
      .flatMap(({ lines }) => lines)
      .flatMap((line, index): Tracked[] => (index === 0 ? line : [["\n", null], ...line]));
    const words = [...chosen.text.matchAll(/\S+/gu)];
    const first = Math.floor((from / 100) * words.length);
    const last = words[Math.min(words.length - 1, first + length - 1)]!;
    const span = { start: chosen.start + words[first]!.index, end: chosen.start + last.index + last[0].length };
    return { before, after, span, isHard: isMoved && chosen.kind === "edit" };
  });

function edit(units: Tracked[], what: { kind: string; places?: number[]; by?: string }): Tracked[] {
  const text = units.map(([character]) => character).join("");
  const words = [...text.matchAll(/\S+/gu)];
  const places = new Set((what.places ?? []).map((place) => Math.floor((place / 100) * words.length)));
  let line = units;
  for (const place of [...places].sort((a, b) => b - a)) {
    const { index, 0: old } = words[place]!;
    const by: Tracked[] = Array.from({ length: what.by!.length }, (_, unit) => [what.by![unit]!, null]);
    line = [...line.slice(0, index), ...by, ...line.slice(index + old.length)];
  }
  return line;
}

function textOf(units: readonly Tracked[]): string {
  return units.map(([character]) => character).join("");
}

describe("edits tracked character by character", () => {
  it("finds a preserved span at its new position and never finds a deleted one", () => {
    fc.assert(
      fc.property(edited, ({ before, after, span, isHard }) => {
        const text = textOf(after);
        const where = new Map(
          after.flatMap(([, origin], index) => (origin === null ? [] : [[origin, index] as const])),
        );
        const anchor = reanchor(alignTexts(before, text), span);
        const places = Array.from({ length: span.end - span.start }, (_, step) => where.get(span.start + step));
        const start = places[0];
        if (places.every((place) => place === undefined)) {
          expect(["orphan", "ambiguous"]).toContain(anchor.state);
        } else if (start !== undefined && places.every((place, step) => place === start + step)) {
          if (isHard && !("start" in anchor)) return;
          expect(anchor).toMatchObject({ start, end: start + places.length });
          expect(["anchored", "moved"]).toContain(anchor.state);
        } else if ("start" in anchor) {
          expect(anchor.state).toBe("changed");
          const found = after
            .slice(anchor.start, anchor.end)
            .some(([, origin]) => origin !== null && origin >= span.start && origin < span.end);
          expect(found).toBe(true);
        }
      }),
      { numRuns: sampled(400) },
    );
  });

  it("finds a quote with context at its new position or not at all", () => {
    fc.assert(
      fc.property(edited, ({ before, after, span }) => {
        const text = textOf(after);
        const anchor = anchorQuote(quotable(text), {
          exact: before.slice(span.start, span.end),
          prefix: before.slice(Math.max(0, span.start - 64), span.start),
          suffix: before.slice(span.end, span.end + 64),
          position: span.start,
        });
        if (!("start" in anchor)) return;
        const own = after
          .slice(anchor.start, anchor.end)
          .filter(([, origin]) => origin !== null && origin >= span.start && origin < span.end);
        expect(own.length).toBeGreaterThan((anchor.end - anchor.start) / 2);
      }),
      { numRuns: sampled(300) },
    );
  });
});

/**
 * Problematic pieces of text: lone surrogates, joiners, combining marks, scripts without spaces, capitals whose
 * lower-case form is longer.
 */
const piece = fc.constantFrom(
  "a",
  "b",
  "word",
  "Ж",
  " ",
  "  ",
  "\n",
  "\t",
  "\r\n",
  ".",
  "…",
  "-",
  "“",
  "\ud83d",
  "\ude00",
  "😀",
  "𝒜",
  "e\u0301",
  "漢",
  "\u00ad",
  "\u200d",
  "İ",
  "ﬁ",
  "\u0000",
);
const anyText = fc.oneof(
  fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join("")),
  fc.string({ unit: "binary", maxLength: 60 }),
);

/** Whether an offset is between the two halves of a surrogate pair. */
function cuts(text: string, offset: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(Math.max(0, offset - 1), offset + 1));
}

/** A text and a span of it that does not split a surrogate pair. */
const withSpan = fc.tuple(anyText, fc.nat(60), fc.nat(60)).map(([text, a, b]) => {
  const [start, end] = [Math.min(a, b, text.length), Math.min(Math.max(a, b), text.length)];
  const whole = (offset: number): number => (cuts(text, offset) ? offset - 1 : offset);
  return { text, start: whole(start), end: whole(end) };
});

describe("arbitrary texts", () => {
  it("leaves every span in place if the text is unchanged", () => {
    fc.assert(
      fc.property(withSpan, ({ text, start, end }) => {
        expect(reanchor(alignTexts(text, text), { start, end })).toEqual({ state: "anchored", start, end });
      }),
    );
  });

  it("shifts a span by text inserted before it", () => {
    fc.assert(
      fc.property(edited, ({ before, span }) => {
        const anchor = reanchor(alignTexts(before, `Something new\n${before}`), span);
        expect(anchor).toEqual({ state: "anchored", start: span.start + 14, end: span.end + 14 });
      }),
    );
  });

  it("returns spans that are inside the text and do not split characters", () => {
    fc.assert(
      fc.property(withSpan, anyText, ({ text, start, end }, other) => {
        for (const after of [other, text + other, other + text, text.slice(0, start) + text.slice(end)]) {
          const alignment = alignTexts(text, after);
          const quote = { exact: text.slice(start, end), prefix: text.slice(0, start), suffix: text.slice(end) };
          for (const anchor of [reanchor(alignment, { start, end }), anchorQuote(quotable(after), quote)]) {
            if (!("start" in anchor)) continue;
            expect(anchor.start).toBeGreaterThanOrEqual(0);
            expect(anchor.end).toBeGreaterThanOrEqual(anchor.start);
            expect(anchor.end).toBeLessThanOrEqual(after.length);
            expect([cuts(after, anchor.start), cuts(after, anchor.end)]).toEqual([false, false]);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

/** `count` words from a vocabulary, in lines of `line` words. The seed determines the words (Park and Miller 1988). */
function drawn(count: number, seed: number, vocabulary: number, line = Number.POSITIVE_INFINITY): string {
  let state = seed;
  const words = Array.from({ length: count }, (_, index) => {
    state = (state * 48_271) % 2_147_483_647;
    return `w${state % vocabulary}${index % line === line - 1 ? "\n" : " "}`;
  });
  return words.join("");
}

/** Two texts that repeat the same piece and differ only in length. */
function repeated(piece: string, length: number): LongTexts {
  return {
    length,
    texts: (size) => [size, size - piece.length].map((end) => piece.repeat(end / piece.length)) as [string, string],
  };
}

/** Two texts of `length` words each, drawn from the same vocabulary. */
function drawnTwice(length: number, vocabulary: number, line?: number): LongTexts {
  return { length, texts: (size) => [drawn(size, 1, vocabulary, line), drawn(size, 2, vocabulary, line)] };
}

interface LongTexts {
  length: number;
  texts(size: number): [string, string];
}

describe("handles adversarial texts in linear time", () => {
  test.each(
    someOf([
      ["a megabyte of one word", repeated("word ", 1_000_000)],
      ["a megabyte in one line", repeated("the same line\n", 1_000_000)],
      ["a megabyte in two lines", repeated("a b c\nd e f\n", 1_000_000)],
      ["a megabyte of one letter", repeated("a", 1_000_000)],
      ["a megabyte without spaces", repeated("漢", 400_000)],
      ["two long paragraphs with nothing in common", drawnTwice(40_000, 5_000)],
      ["two texts of the same few words", drawnTwice(40_000, 100, 80)],
      ["one word per line", drawnTwice(40_000, 3_000, 1)],
    ]),
  )("%s", (_, { length, texts }) => {
    expectNearLinear((size) => {
      const [before, after] = texts(size);
      return () => {
        const alignment = alignTexts(before, after);
        const text = quotable(after);
        // The number of spans grows with the text. With a constant number, the cost of the spans would hide the cost of
        // the text.
        for (let start = 0; start < before.length / 10; start += 1_000) {
          const states = [
            reanchor(alignment, { start, end: start + 50 }).state,
            anchorQuote(text, { exact: before.slice(start, start + 50), prefix: "", suffix: "", position: start })
              .state,
          ];
          for (const state of states) expect(["orphan", "ambiguous"]).toContain(state);
        }
      };
    }, length);
  });

  it("a megabyte of text in which every ninth word has been replaced", () => {
    expectNearLinear((count) => {
      const before = drawn(count, 1, 5_000);
      const after = before
        .split(" ")
        .map((one, index) => (index % 9 === 0 ? `x${index}` : one))
        .join(" ");
      return () => {
        const alignment = alignTexts(before, after);
        const spans = Array.from({ length: Math.floor(count / 180) }, (_, index) => index * 900);
        const states = new Set(spans.map((start) => reanchor(alignment, { start, end: start + 100 }).state));
        expect(states).toEqual(new Set(["changed"]));
      };
    }, 180_000);
  });
});
