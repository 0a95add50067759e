import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkPassage, checkSelector } from "@/lib/annotations/highlights/passage-checks";
import { SELECTOR_CONTEXT, type Selector, selectorOf } from "@/lib/annotations/highlights/selector";
import { UserError } from "@/lib/errors";

/** The error code; null if there is none. Every error message must be a whole sentence. */
function refusal(check: () => void): string | null {
  try {
    check();
    return null;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.message).toMatch(/^\p{Lu}.*[.]$/su);
    expect(error.status).toBe(400);
    return error.code;
  }
}

const TEXT = "Алматы is the largest city.\nIt has 🏔 mountains, e\u0301lan and\u200b \u00a0 \u200d space.";

describe("a passage", () => {
  const at = (start: number, end: number, quote = TEXT.slice(start, end)) =>
    refusal(() => checkPassage(TEXT, { start, end, quote }));
  const mountain = TEXT.indexOf("🏔");
  const blank = TEXT.indexOf("\u200b");

  it.each([
    ["the very first character", 0, 1, null],
    ["the whole text", 0, TEXT.length, null],
    ["the very last character", TEXT.length - 1, TEXT.length, null],
    ["across the end of a block", 20, 35, null],
    ["a character of two code units", mountain, mountain + 2, null],
    ["an accent without its letter", TEXT.indexOf("\u0301"), TEXT.indexOf("\u0301") + 1, null],
    ["before the text", -1, 4, "passage-range"],
    ["beyond the text", 4, TEXT.length + 1, "passage-range"],
    ["backwards", 9, 4, "passage-range"],
    ["not an integer", 1.5, 4, "passage-range"],
    ["not a number", Number.NaN, 4, "passage-range"],
    ["infinite", 0, Number.POSITIVE_INFINITY, "passage-range"],
    ["empty", 4, 4, "passage-empty"],
    ["empty at the end", TEXT.length, TEXT.length, "passage-empty"],
    ["starts inside a character", mountain + 1, mountain + 4, "passage-cuts-character"],
    ["ends inside a character", mountain - 2, mountain + 1, "passage-cuts-character"],
    ["only whitespace", 27, 28, "passage-blank"],
    ["only invisible characters", blank, blank + 5, "passage-blank"],
  ])("%s", (_name, start, end, code) => {
    expect(at(start, end)).toBe(code);
  });

  it.each([
    ["another word", "Москва"],
    ["another normalization form", "e\u0301lan".normalize("NFC")],
    ["a letter that looks the same", "A\u043bматы"],
    ["a part of it", "Алма"],
    ["more than it", "Алматы "],
    ["an empty string", ""],
  ])("quoted as %s", (_name, quote) => {
    expect(at(0, 6, quote)).toBe("quote-mismatch");
  });

  it("has at most 20,000 code units", () => {
    const text = "long ".repeat(5_000);
    const check = (end: number) => refusal(() => checkPassage(text, { start: 0, end, quote: text.slice(0, end) }));
    expect(check(20_000)).toBeNull();
    expect(check(20_001)).toBe("passage-too-long");
  });
});

describe("a selector", () => {
  it("has up to 64 code units of context on either side and does not split characters", () => {
    const text = `${"🏔".repeat(40)}here${"🏔".repeat(40)}`;
    expect(selectorOf(text, 80, 84)).toEqual({
      start: 80,
      end: 84,
      quote: "here",
      prefix: "🏔".repeat(32),
      suffix: "🏔".repeat(32),
    });
    expect(selectorOf(`a${text}`, 81, 84).prefix).toBe("🏔".repeat(32));
    const odd = selectorOf(text, 80, 83);
    expect(odd.suffix).toBe(`e${"🏔".repeat(31)}`);
    expect(refusal(() => checkSelector(text, odd))).toBeNull();
    expect(refusal(() => checkSelector(text, { ...odd, suffix: text.slice(83, 147) }))).toBe("suffix-mismatch");
  });

  it("can be created from just the text around the passage", () => {
    const text = `${"🏔".repeat(40)}h${"🏔".repeat(40)}`;
    const from = 80 - SELECTOR_CONTEXT - 1;
    const around = text.slice(from, 81 + SELECTOR_CONTEXT + 1);
    expect(selectorOf(around, 80 - from, 81 - from)).toMatchObject({ ...selectorOf(text, 80, 81), start: 65, end: 66 });
  });
});

/** Texts in several scripts, with surrogate pairs, combining marks, separators and invisible characters. */
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom("a", "б", "қ", " ", "\n", "\t", "🏔", "e\u0301", "\u200b", "\u00a0", "👩‍👩‍👧"),
      fc.string({ unit: "binary" }),
    ),
    {
      minLength: 1,
      maxLength: 120,
    },
  )
  .map((parts) => parts.join("").replace(/\p{Surrogate}/gu, "?"))
  .filter((text) => text.length > 0);

const spans = fc
  .tuple(texts, fc.nat(), fc.nat())
  .map(([text, a, b]) => {
    const [start = 0, end = 0] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
    return { text, start, end };
  })
  .filter(
    ({ text, start, end }) => refusal(() => checkPassage(text, { start, end, quote: text.slice(start, end) })) === null,
  );

/** The text with one code unit replaced, removed or inserted. */
const edits = fc.tuple(
  fc.nat(),
  fc.constantFrom("replace", "remove", "insert"),
  fc.constantFrom("x", " ", "ж", "\ud83c"),
);
type Edit = typeof edits extends fc.Arbitrary<infer T> ? T : never;

function edited(text: string, [place, kind, unit]: Edit): string {
  if (kind === "insert" || text === "") {
    const at = place % (text.length + 1);
    return text.slice(0, at) + unit + text.slice(at);
  }
  const at = place % text.length;
  return text.slice(0, at) + (kind === "remove" ? "" : unit) + text.slice(at + 1);
}

it("is accepted wherever it was created, and rejected if any character has been changed", () => {
  fc.assert(
    fc.property(
      spans,
      fc.constantFrom<keyof Selector>("quote", "prefix", "suffix"),
      edits,
      ({ text, start, end }, part, edit) => {
        const selector = selectorOf(text, start, end);
        expect(refusal(() => checkSelector(text, selector))).toBeNull();
        expect(selector.prefix.length).toBeLessThanOrEqual(SELECTOR_CONTEXT);
        expect(selector.suffix.length).toBeLessThanOrEqual(SELECTOR_CONTEXT);
        expect(`${selector.prefix}${selector.quote}${selector.suffix}`).not.toMatch(/\p{Surrogate}/u);

        const other = edited(String(selector[part]), edit);
        fc.pre(other !== selector[part]);
        expect(refusal(() => checkSelector(text, { ...selector, [part]: other }))).toBe(`${part}-mismatch`);
      },
    ),
    { numRuns: 1_000 },
  );
});
