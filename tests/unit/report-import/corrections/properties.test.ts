import fc from "fast-check";
import { expect, test } from "vitest";
import { parseReport } from "@/lib/report/parse";
import { correct } from "@/lib/report-import/corrections";
import type { Correction } from "@/lib/report-import/corrections/schemas";
import { targetsOf } from "@/lib/report-import/corrections/targets";
import { sampled } from "../../../support/sampled";
import { fileOf, layoutOf } from "./support";

const word = fc.constantFrom("barges", "tolls", "locks", "they", "pay", "Guild", "9", "10");
const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((each) => each.join(" "));
const turn = fc.integer({ min: 1, max: 9 }).map((page) => `<!-- page ${page} -->`);
const part = fc.oneof(
  words,
  fc.tuple(words, words).map(([a, b]) => `${a} *${b}*`),
  fc.tuple(words, turn, words).map(([a, page, b]) => `${a}${page} ${b}`),
  fc.tuple(fc.integer({ min: 2, max: 4 }), words).map(([depth, text]) => `${"#".repeat(depth)} ${text}`),
  fc.array(words, { minLength: 1, maxLength: 3 }).map((items) => items.map((item) => `- ${item}`).join("\n")),
  fc.tuple(words, words).map(([a, b]) => `1. ${a}\n   - ${b}`),
  fc.tuple(words, words).map(([a, b]) => `| ${a} | b |\n| --- | --- |\n| ${b} | 2 |`),
  fc.tuple(words, fc.integer({ min: 1, max: 3 })).map(([text, label]) => `${text}[^${label}]`),
  words.map((text) => `> ${text}`),
  turn,
);
const notes = fc.array(words, { maxLength: 3 }).map((all) => all.map((text, index) => `[^${index + 1}]: ${text}`));
const bodies = fc
  .tuple(fc.array(part, { minLength: 1, maxLength: 8 }), notes)
  .map(([parts, all]) => [...parts, ...all].join("\n\n"));

/** Which correction to make: its kind, the block, and the position within the block. */
const choice = fc.record({ block: fc.nat(), kind: fc.nat(), at: fc.nat(), depth: fc.constantFrom(0, 2, 3, 6) });
type Choice = typeof choice extends fc.Arbitrary<infer T> ? T : never;

function correctionOf(markdown: string, { block, kind, at, depth }: Choice): Correction | undefined {
  const report = parseReport(markdown, "tolls");
  const targets = targetsOf(report);
  if (targets.length === 0) return undefined;
  const index = block % targets.length;
  const target = targets[index]!;
  const { text } = report.blocks[index]!;
  const place = { at: at % (text.length + 1), before: "", after: "" };
  place.before = text.slice(Math.max(0, place.at - 80), place.at);
  place.after = text.slice(place.at, place.at + 80);
  const note = targets.find((each) => each.kind === "footnote") ?? target;
  const all: Correction[] = [
    { kind: "level", block: target, depth },
    { kind: "merge", block: target },
    { kind: "split", block: target, place },
    { kind: "omit", block: target },
    { kind: "omit-line", text: target.text },
    { kind: "marker", block: target, note, place },
  ];
  return all[kind % all.length];
}

test("corrections made one by one, each in the text as it was at that point, give the same text when they are replayed", () => {
  fc.assert(
    fc.property(bodies, fc.array(choice, { minLength: 1, maxLength: 6 }), (body, choices) => {
      const file = { markdown: fileOf(body), doubts: [], layout: layoutOf(body) };
      const rules: Correction[] = [];
      let shown = file;
      for (const each of choices) {
        const correction = correctionOf(shown.markdown, each);
        if (!correction) break;
        const { read, fits } = correct(file, [...rules, correction]);
        // The interface undoes corrections that don't fit.
        if (!fits.at(-1)) continue;
        rules.push(correction);
        expect(fits).toEqual(rules.map(() => true));
        const { text } = parseReport(read.markdown, "tolls");
        expect(parseReport(correct(shown, [correction]).read.markdown, "tolls").text).toBe(text);
        shown = read;
      }
      const { blocks } = parseReport(shown.markdown, "tolls");
      expect(shown.layout.body.length).toBe(blocks.filter(({ kind }) => kind !== "footnote").length);
    }),
    { numRuns: sampled(100) },
  );
});

test("a correction always finds its block in the displayed text", () => {
  fc.assert(
    fc.property(bodies, fc.nat(), (body, nth) => {
      const markdown = fileOf(body);
      const report = parseReport(markdown, "tolls");
      const targets = targetsOf(report);
      if (targets.length === 0) return;
      const index = nth % targets.length;
      const { read, fits } = correct({ markdown, doubts: [] }, [{ kind: "omit", block: targets[index]! }]);
      expect(fits).toEqual([true]);
      const kept = report.blocks.filter((_, at) => at !== index).map(({ text }) => text);
      expect(
        parseReport(read.markdown, "tolls")
          .blocks.map(({ text }) => text)
          .sort(),
      ).toEqual(kept.sort());
    }),
    { numRuns: sampled(300) },
  );
});

const read = (body: string) => parseReport(fileOf(body), "tolls").text.replace(/\s+/gu, " ").split(" ").sort();

test("changing levels, merging and splitting neither lose nor add words", () => {
  const kinds = ["level", "merge", "split"];
  fc.assert(
    fc.property(bodies, choice, (body, each) => {
      const correction = correctionOf(fileOf(body), each);
      if (!correction || !kinds.includes(correction.kind)) return;
      const { read: after } = correct({ markdown: fileOf(body), doubts: [] }, [correction]);
      const text = (all: readonly string[]) => all.join("").replace(/\d\./gu, "").split("").sort().join("");
      const now = parseReport(after.markdown, "tolls").text.replace(/\s+/gu, " ").split(" ");
      expect(text(now)).toBe(text(read(body)));
    }),
    { numRuns: sampled(300) },
  );
});
