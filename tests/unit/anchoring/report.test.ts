import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { type Alignment, alignTexts } from "@/lib/anchoring/align";
import { quotable } from "@/lib/anchoring/quotable";
import { anchorQuote } from "@/lib/anchoring/quote";
import { reanchor } from "@/lib/anchoring/reanchor";
import { parseReport } from "@/lib/report/parse";

/** The sample report, and a version in which every fifth paragraph has been rewritten with words from the others. */
let before: string;
let after: string;
let alignment: Alignment;

/** The long paragraphs: those that are unchanged, and those that have been rewritten. */
let stayed: { start: number; end: number }[];
let rewritten: { start: number; end: number }[];

beforeAll(() => {
  const slug = "russian-soft-power-in-kazakhstan";
  before = parseReport(readFileSync(`content/${slug}.md`, "utf8"), slug).text;
  const words = before.match(/\p{L}{4,}/gu)!;
  let state = 1;
  const draw = (): string => {
    state = (state * 48_271) % 2_147_483_647;
    return words[state % words.length]!;
  };
  stayed = [];
  rewritten = [];
  let start = 0;
  after = before
    .split("\n")
    .map((line, index) => {
      const span = { start, end: start + line.length };
      start = span.end + 1;
      if (line.length < 200) return line;
      const isRewritten = index % 5 === 0;
      (isRewritten ? rewritten : stayed).push(span);
      return isRewritten ? line.split(" ").map(draw).join(" ") : line;
    })
    .join("\n");
  alignment = alignTexts(before, after);
});

/** Splits spans into consecutive spans of the given length. */
function partsOf(spans: readonly { start: number; end: number }[], length: number): { start: number; end: number }[] {
  return spans.flatMap(({ start, end }) =>
    Array.from({ length: Math.floor((end - start) / length) }, (_, index) => {
      const from = start + index * length;
      return { start: from, end: from + length };
    }),
  );
}

describe("in a report with rewritten paragraphs", () => {
  it("finds every span in unchanged paragraphs, and none in rewritten ones", () => {
    expect([stayed.length, rewritten.length].every((count) => count > 10)).toBe(true);
    for (const length of [8, 25, 120]) {
      for (const span of partsOf(rewritten, length)) expect(reanchor(alignment, span)).not.toHaveProperty("start");
      for (const span of partsOf(stayed, length)) {
        const anchor = reanchor(alignment, span);
        expect(anchor.state).toBe("anchored");
        if ("start" in anchor) expect(after.slice(anchor.start, anchor.end)).toBe(before.slice(span.start, span.end));
      }
    }
  });

  it("finds nearly every quote from unchanged paragraphs, and none from rewritten ones", () => {
    const text = quotable(after);
    const find = ({ start, end }: { start: number; end: number }) =>
      anchorQuote(text, {
        exact: before.slice(start, end),
        prefix: before.slice(start - 64, start),
        suffix: before.slice(end, end + 64),
        position: start,
      });
    for (const span of partsOf(rewritten, 50)) expect(find(span)).not.toHaveProperty("start");
    const parts = partsOf(stayed, 200);
    const found = parts.map((span) => ({ span, anchor: find(span) })).filter(({ anchor }) => "start" in anchor);
    expect(found.length).toBeGreaterThan(parts.length * 0.95);
    for (const { span, anchor } of found) {
      if ("start" in anchor) expect(after.slice(anchor.start, anchor.end)).toBe(before.slice(span.start, span.end));
    }
  });
});
