import { readFile } from "node:fs/promises";
import { build } from "esbuild";
import fc from "fast-check";
import type * as TextOffsets from "@/app/_features/text/text-offsets";
import type { Report } from "@/lib/report/model";
import { parseReport } from "@/lib/report/parse";
import { expect, test } from "./support/people";
import { REPORT } from "./support/reports";

/** Bundles the app's own module as a script that exposes its exports as `window.offsets`. */
async function offsetsScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ["app/_features/text/text-offsets.ts"],
    bundle: true,
    format: "iife",
    globalName: "offsets",
    write: false,
  });
  return `${outputFiles[0]?.text}; window.offsets = offsets;`;
}

declare global {
  interface Window {
    offsets: typeof TextOffsets;
  }
}

/**
 * For each span, the text that the page shows there without footnote markers, and the offsets that result from
 * selecting that text.
 */
function throughThePage(spans: [number, number][]) {
  const root = document.querySelector("article");
  if (!root) throw new Error("no text on the page");
  const selection = document.getSelection();
  return spans.map(([start, end]) => {
    const [range] = window.offsets.rangesOfOffsets(root, [{ start, end }]);
    if (!range || !selection) return null;
    selection.removeAllRanges();
    selection.addRange(range);
    const copy = selection.getRangeAt(0).cloneContents();
    for (const skipped of copy.querySelectorAll("[data-skip]")) skipped.remove();
    return { text: copy.textContent, back: window.offsets.offsetsOfRange(root, selection.getRangeAt(0)) };
  });
}

/** A span of the text as displayed on the page, without the separators between blocks and cells. */
function shown(report: Report, start: number, end: number): string {
  return report.blocks
    .flatMap((block) => block.runs)
    .map((run) => report.text.slice(Math.max(run.start, start), Math.min(run.end, Math.max(end, run.start))))
    .join("");
}

let report: Report;
test.beforeAll(async () => {
  report = parseReport(await readFile(`content/${REPORT.slug}.md`, "utf8"), REPORT.slug);
});

test("for random selections, offsets on the page equal those in the text", async ({ page }) => {
  await page.goto(REPORT.address);
  await page.evaluate(await offsetsScript());
  const separators = new Set(report.blocks.flatMap((block) => block.runs.map((run) => run.end)));
  const offset = fc.integer({ min: 0, max: report.text.length });
  const near = offset.chain((at) => fc.tuple(fc.constant(at), fc.integer({ min: at, max: at + 300 })));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(near, fc.tuple(offset, offset)), { minLength: 40, maxLength: 40 }),
      async (pairs) => {
        const spans = pairs
          .map(([a, b]): [number, number] => [Math.min(a, b), Math.min(Math.max(a, b), report.text.length)])
          .filter(([start, end]) => start < end && !(end - start === 1 && separators.has(start)));
        const results = await page.evaluate(throughThePage, spans);
        for (const [index, [start, end]] of spans.entries()) {
          expect(results[index], report.text.slice(start, end)).toEqual({
            text: shown(report, start, end),
            back: { start, end },
          });
        }
      },
    ),
    { numRuns: 25 },
  );
});

test("for selections in difficult places, offsets on the page equal those in the text", async ({ page }) => {
  await page.goto(REPORT.address);
  await page.evaluate(await offsetsScript());
  const phrases = [
    "currencies, and remittances) and their", // Across two footnote markers
    "students of Kazakhstan. Moreover", // Across a page break
    "Brest and Gomel (3)\nKAZAKHSTAN\tRussian Center", // Across rows and cells of the table
    "Шибутов М. Пути повышения", // Cyrillic, in a footnote
    "Russia uncooperated", // A footnote with two paragraphs
    "Including data from Report",
    "(d) To develop public diplomacy", // Text and italics
  ];
  const spans = phrases.map((phrase): [number, number] => {
    const start = report.text.indexOf(phrase);
    expect(start, phrase).toBeGreaterThanOrEqual(0);
    return [start, start + phrase.length];
  });
  const edges: [number, number][] = [
    [0, 1],
    [report.text.length - 1, report.text.length],
    [0, report.text.length],
  ];
  const results = await page.evaluate(throughThePage, [...spans, ...edges]);
  for (const [index, [start, end]] of [...spans, ...edges].entries()) {
    expect(results[index]).toEqual({ text: shown(report, start, end), back: { start, end } });
  }
});

test("text selected with the mouse is the text at its offsets", async ({ page }) => {
  await page.goto(`${REPORT.address}#conclusions`);
  await page.evaluate(await offsetsScript());
  const paragraph = page.getByText(/^A month after 2008 military conflict/u);
  const area = await paragraph.boundingBox();
  if (!area) throw new Error("the paragraph is not on the page");
  await page.mouse.move(area.x + 40, area.y + 15);
  await page.mouse.down();
  await page.mouse.move(area.x + 300, area.y + area.height - 15, { steps: 5 });
  await page.mouse.up();
  const selected = await page.evaluate(() => {
    const root = document.querySelector("article");
    const range = document.getSelection()?.getRangeAt(0);
    if (!root || !range) return null;
    const copy = range.cloneContents();
    for (const skipped of copy.querySelectorAll("[data-skip]")) skipped.remove();
    return { text: copy.textContent ?? "", offsets: window.offsets.offsetsOfRange(root, range) };
  });
  expect(selected?.offsets).not.toBeNull();
  expect(selected?.text.length).toBeGreaterThan(100);
  const { start, end } = selected?.offsets ?? { start: 0, end: 0 };
  expect(report.text.slice(start, end)).toBe(selected?.text);
});
