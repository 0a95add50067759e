/**
 * `npm run -s bench:highlights -- [--count 5000] [--json]`: the cost of thousands of highlights in a real browser.
 * Measures the time from receiving the data to painting it, and the time between frames while scrolling. For
 * comparison, measures both in the same run for a page with the same spans wrapped in elements, and for a page without
 * highlights. Also measures the time from a click until the note is open, and the time to add one highlight when there
 * are 50 highlights and when there are COUNT.
 */

import { parseArgs } from "node:util";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { build } from "esbuild";
import { command } from "../../../lib/cli/command.mjs";
import { createLog } from "../../../lib/cli/log.mjs";
import { prepare } from "../../../lib/cli/prepare.mjs";
import playwright from "../../../playwright.config";
import { t } from "../../support/messages";
import { REPORT, setUp, startInstance } from "../instance";
import { percentile } from "../search/metrics";
import type * as Bench from "./page";
import { type Span, seedHighlights } from "./seed";

declare global {
  interface Window {
    bench: typeof Bench;
  }
}

const FEW = 50;
const CLICKS = 12;
const ROUNDS = 3;
/** Scrolls through roughly the whole report, slightly faster than reading pace. */
const SCROLL = { frames: 400, pixels: 60 };
const LIST = `/api/reports/${REPORT}/highlights`;

/** Bundles `page.ts` as a script that exposes its exports as `window.bench` before the page's own scripts run. */
async function benchScript(): Promise<string> {
  const entryPoints = ["tests/bench/annotations/page.ts"];
  const { outputFiles } = await build({ entryPoints, bundle: true, format: "iife", globalName: "bench", write: false });
  return `${outputFiles[0]?.text}; window.bench = bench; bench.watchData();`;
}

/** @param highlighted whether the page receives its highlights */
async function open(context: BrowserContext, highlighted: boolean): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(await benchScript());
  if (!highlighted) {
    await page.route(`**${LIST}`, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), highlights: [] } });
    });
  }
  await page.goto(`/r/${REPORT}`);
  return page;
}

async function settled(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 5_000 })));
}

async function shown(page: Page): Promise<{ ms: number; frames: number }> {
  return (await page.waitForFunction(() => window.shown)).jsonValue() as Promise<{ ms: number; frames: number }>;
}

/** Clicks on passages with notes. @returns how long each took until its note was visible */
async function clickNotes(page: Page, noted: readonly Span[]) {
  const results = [];
  for (let click = 0; click < CLICKS; click++) {
    const span = noted[Math.floor(((click + 0.5) / CLICKS) * noted.length)]!;
    const point = await page.evaluate((at) => window.bench.pointOn(at), span);
    if (!point) continue;
    await settled(page);
    await page.evaluate((what) => window.bench.watch(what), {
      event: "click",
      selector: "[data-card] [aria-expanded=true]",
    });
    await page.mouse.click(point.x, point.y);
    results.push(await shown(page));
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => !document.querySelector("[data-card] [aria-expanded=true]"));
  }
  return results;
}

/**
 * Adds several highlights.
 *
 * @param shift selects different words for each call, because the same words in the same colour are only painted once
 * @returns how long each highlight took, and which CSS highlights it changed
 */
async function addSome(page: Page, spans: readonly Span[], shift: number) {
  const results = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { start, end } = spans[10 + 7 * round]!;
    await page.evaluate((at) => window.bench.pointOn(at), { start, end });
    await page.evaluate((at) => window.bench.select(at), { start: start + shift, end: end + shift });
    await page.getByRole("dialog", { name: t("notes.selectionBar"), exact: true }).waitFor();
    await settled(page);
    const before = await page.evaluate(() => CSS.highlights.get("colour-1")?.size ?? 0);
    await page.evaluate((what) => window.bench.watch(what), { event: "keydown", ranges: before + 1 });
    await page.keyboard.press("1");
    results.push({ ...(await shown(page)), touched: await page.evaluate(() => [...window.touched].sort()) });
    if ((await page.evaluate(() => CSS.highlights.get("colour-1")?.size ?? 0)) !== before + 1) {
      throw new Error("The new highlight was not painted in its colour.");
    }
    await page.keyboard.press("Escape");
  }
  return results;
}

/** Milliseconds between frames: p50, p95, and how many took longer than one, two and four frames at 60 Hz. */
function frameTimes(times: readonly number[]) {
  const over = (ms: number) => times.filter((time) => time > ms).length;
  return {
    p50: rounded(percentile(times, 0.5)),
    p95: rounded(percentile(times, 0.95)),
    max: rounded(Math.max(...times)),
    frames: times.length,
    over17: over(17.5),
    over34: over(34),
    over67: over(67),
  };
}

/** Progress goes to standard error, so that it is not mixed with the result. */
function say(text: string): void {
  process.stderr.write(`${text} …\n`);
}

async function measure(browser: Browser, count: number) {
  const server = await startInstance();
  try {
    const context = await setUp(browser, server.url);
    await (await open(context, true)).close();
    say(`Adding a highlight to ${FEW}`);
    const few = await seedHighlights(server.databaseUrl, FEW);
    const withFew = await open(context, true);
    await withFew.evaluate((all) => window.bench.untilPainted(all), few);
    const addedToFew = await addSome(withFew, few, 2);
    await withFew.close();

    const spans = await seedHighlights(server.databaseUrl, count);
    const noted = spans.filter(({ opensAtOnce }) => opensAtOnce);
    const painted: number[] = [];
    const wrapped: { ms: number; elements: number }[] = [];
    const scrolled = { without: [] as number[], ours: [] as number[], wrapped: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      say(`Without highlights and wrapped in elements, round ${round + 1} of ${ROUNDS}`);
      const bare = await open(context, false);
      await settled(bare);
      scrolled.without.push(...(await bare.evaluate((how) => window.bench.scrollThrough(how), SCROLL)));
      wrapped.push(await bare.evaluate((all) => window.bench.wrap(all), spans));
      scrolled.wrapped.push(...(await bare.evaluate((how) => window.bench.scrollThrough(how), SCROLL)));
      await bare.close();

      say(`Painted, round ${round + 1} of ${ROUNDS}`);
      const ours = await open(context, true);
      painted.push(await ours.evaluate((all) => window.bench.untilPainted(all), spans));
      await settled(ours);
      scrolled.ours.push(...(await ours.evaluate((how) => window.bench.scrollThrough(how), SCROLL)));
      await ours.close();
    }
    const page = await open(context, true);
    await page.evaluate((all) => window.bench.untilPainted(all), spans);
    say("Opening notes with a click");
    const clicks = await clickNotes(page, noted);
    say(`Adding a highlight to ${spans.length}`);
    const addedToAll = await addSome(page, spans, 3);
    await context.close();

    const median = (values: readonly number[]) => rounded(percentile(values, 0.5));
    const [ours, theirs] = [median(painted), median(wrapped.map(({ ms }) => ms))];
    const scrolling = {
      without: frameTimes(scrolled.without),
      ours: frameTimes(scrolled.ours),
      wrapped: frameTimes(scrolled.wrapped),
    };
    return {
      highlights: spans.length,

      dataToPaint: { ours, wrapped: theirs, times: rounded(theirs / ours), elements: wrapped[0]!.elements },
      scrolling: { ...scrolling, timesWithout: rounded(scrolling.ours.p95 / scrolling.without.p95) },
      clickToNote: {
        p50: median(clicks.map(({ ms }) => ms)),
        frames: clicks.map(({ frames }) => frames),
      },
      oneMore: {
        [`after ${FEW}`]: added(addedToFew),
        [`after ${spans.length}`]: added(addedToAll),
        times: rounded(added(addedToAll).p50 / added(addedToFew).p50),
      },
    };
  } finally {
    await server.stop();
  }
}

function added(results: readonly { ms: number; frames: number; touched: string[] }[]) {
  return {
    p50: rounded(
      percentile(
        results.map(({ ms }) => ms),
        0.5,
      ),
    ),
    frames: results.map(({ frames }) => frames),
    repainted: [...new Set(results.flatMap(({ touched }) => touched))],
  };
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}

await command(async () => {
  const { count, json } = parseArgs({
    options: { count: { type: "string", default: "5000" }, json: { type: "boolean", default: false } },
  }).values;
  // Keeps the server's output out of the result.
  console.log = console.error;
  await prepare({ build: true, log: createLog(process.stderr) });
  const browser = await chromium.launch(playwright.use?.launchOptions);
  try {
    const result = await measure(browser, Number(count));
    process.stdout.write(`${JSON.stringify(result, null, json ? 0 : 2)}\n`);
  } finally {
    await browser.close();
  }
  return 0;
});
