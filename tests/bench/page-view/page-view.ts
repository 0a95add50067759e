/**
 * `npm run -s bench:page-view -- [--pages 400] [--count 5000] [--rounds 3] [--json]`: the cost of thousands of highlights
 * on the pages of a PDF in a real browser: opening the pages, scrolling, drawing a page far away, and memory. Measures
 * the same for the pages without highlights, for pdf.js's own viewer, and for this viewer with the same number of
 * highlights drawn as Hypothesis draws them, all in the same run.
 */

import { parseArgs } from "node:util";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { build } from "esbuild";
import type { HighlightList } from "../../../lib/annotations/schemas";
import { command } from "../../../lib/cli/command.mjs";
import { createLog } from "../../../lib/cli/log.mjs";
import { prepare } from "../../../lib/cli/prepare.mjs";
import { closeDatabase, openDatabase } from "../../../lib/db/database";
import type { EditionPages } from "../../../lib/library/edition-page-schemas";
import playwright from "../../../playwright.config";
import { longReport } from "../../support/long-report";
import { type Span, seedHighlights } from "../annotations/seed";
import { setUp, startInstance } from "../instance";
import { percentile } from "../search/metrics";
import type * as Bench from "./page";
import { type Part, startViewer } from "./viewer";

declare global {
  interface Window {
    pageBench: typeof Bench;
  }
}

const SLUG = "waterways";

/** Scrolls slightly faster than reading pace. */
const SCROLL = { frames: 240, pixels: 60 };
/** How many pages far apart are shown in turn, and after how many the memory is measured. */
const JUMPS = 16;
const EARLY = 5;

/** Progress goes to standard error, so that it is not mixed with the result. */
function say(text: string): void {
  process.stderr.write(`${text} …\n`);
}

/** The name of the viewer, and how to open it. */
interface Subject {
  name: "concord" | "concordWithout" | "viewer" | "hypothesis";
  hasHighlights: boolean;
  open(page: Page): Promise<unknown>;
}

async function benchScript(): Promise<string> {
  const entryPoints = ["tests/bench/page-view/page.ts"];
  const { outputFiles } = await build({
    entryPoints,
    bundle: true,
    format: "iife",
    globalName: "pageBench",
    write: false,
  });
  return `${outputFiles[0]?.text}; window.pageBench = pageBench;`;
}

/** Memory of the page in megabytes: the JavaScript heap, and the pixels of its canvases. */
async function memoryOf(page: Page): Promise<{ heap: number; canvases: number; elements: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return { heap: usedSize / 2 ** 20, ...(await page.evaluate(() => window.pageBench.drawnThings())) };
}

async function openSubject(context: BrowserContext, { open, hasHighlights }: Subject) {
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.addInitScript(await benchScript());
  await open(page);
  return { page, opened: await page.evaluate((marked) => window.pageBench.untilDrawn(marked), hasHighlights) };
}

async function measureOnce(context: BrowserContext, subject: Subject) {
  const { hasHighlights } = subject;
  const { page, opened } = await openSubject(context, subject);
  await page.evaluate(() => window.pageBench.whenQuiet());
  const frames = await page.evaluate((how) => window.pageBench.scrollThrough(how), SCROLL);
  const draws: number[] = [];
  let early: Awaited<ReturnType<typeof memoryOf>> | undefined;
  for (let jump = 0; jump < JUMPS; jump++) {
    // Alternates between the halves, so that no page near the last one is shown.
    const place = ((jump % 2 === 0 ? 0 : 0.5) + jump / (2 * JUMPS)) * 0.98;
    const how = { place, marked: hasHighlights };
    draws.push(await page.evaluate((to) => window.pageBench.jump(to), how));
    if (jump === EARLY) early = await memoryOf(page);
  }
  const late = await memoryOf(page);
  await page.close();
  if (!early) throw new Error("There were too few jumps to measure the memory.");
  return { opened, frames, draws, early, late };
}

type Round = Awaited<ReturnType<typeof measureOnce>>;

function summary(rounds: readonly Round[]) {
  const median = (values: readonly number[]) => rounded(percentile(values, 0.5));
  const frames = rounds.flatMap((round) => round.frames);
  const memory = (of: (round: Round) => Round["late"]) => ({
    heap: median(rounds.map((round) => of(round).heap)),
    canvases: median(rounds.map((round) => of(round).canvases)),
    elements: median(rounds.map((round) => of(round).elements)),
  });
  return {
    opened: median(rounds.map((round) => round.opened)),
    scroll: { p50: median(frames), p95: rounded(percentile(frames, 0.95)), max: rounded(Math.max(...frames)) },
    draw: median(rounds.flatMap((round) => round.draws)),
    memory: {
      [`after ${EARLY + 1} pages`]: memory(({ early }) => early),
      [`after ${JUMPS}`]: memory(({ late }) => late),
    },
  };
}

/** The part of the highlights on each page, as fractions of its text. */
function partsOf(pages: EditionPages["pages"], spans: readonly Span[]): Part[][] {
  return pages.map(({ spans: all }) => {
    // Footnotes are at the end of the text, so a page has several parts of it.
    const own = all.toSorted((a, b) => b.end - b.start - (a.end - a.start))[0];
    if (!own) return [];
    const length = own.end - own.start;
    return spans
      .filter(({ start }) => start >= own.start && start < own.end)
      .map(({ start, end }) => ({ start: (start - own.start) / length, end: (end - own.start) / length }));
  });
}

async function pagesOf(context: BrowserContext, edition: string): Promise<EditionPages["pages"]> {
  for (;;) {
    const answer = await context.request.get(`/api/editions/${edition}/pages`);
    if (!answer.ok()) throw new Error(`The pages could not be fetched: ${answer.status()}.`);
    const { state, pages } = (await answer.json()) as EditionPages;
    if (state === "ready") return pages;
    if (state === "none") throw new Error("The edition has no pages.");
  }
}

async function measure(browser: Browser, { pages, count, rounds }: { pages: number; count: number; rounds: number }) {
  const file = longReport(pages);
  const server = await startInstance();
  try {
    const context = await setUp(browser, server.url);
    await context.addInitScript(() => localStorage.setItem("reading-view", "page"));
    say("Adding the report");
    await addReport(context, server.url, file);
    const boxed = await pagesOf(context, await editionId(server.databaseUrl));
    say("Adding the highlights");
    // The server must have served the report before highlights are inserted into its database.
    await (await context.request.get(`/r/${SLUG}`)).text();
    const spans = await seedHighlights(server.databaseUrl, count, SLUG);
    const viewer = await startViewer(file, partsOf(boxed, spans));
    const list = `**/api/reports/${SLUG}/highlights`;
    const answer = await context.request.get(`/api/reports/${SLUG}/highlights`);
    const empty = { ...((await answer.json()) as HighlightList), highlights: [] };
    const subjects: Subject[] = [
      {
        name: "concordWithout",
        hasHighlights: false,
        open: async (page) => {
          await page.route(list, (route) => route.fulfill({ json: empty }));
          return page.goto(`/r/${SLUG}`);
        },
      },
      { name: "concord", hasHighlights: true, open: (page) => page.goto(`/r/${SLUG}`) },
      { name: "viewer", hasHighlights: false, open: (page) => page.goto(`${viewer.url}/`) },
      { name: "hypothesis", hasHighlights: true, open: (page) => page.goto(`${viewer.url}/?highlighted`) },
    ];
    try {
      const measured = new Map<string, Round[]>(subjects.map(({ name }) => [name, []]));
      // Fills the caches of the server and the browser.
      say("Opening each for the first time");
      for (const subject of subjects) await (await openSubject(context, subject)).page.close();
      for (let round = 1; round <= rounds; round++) {
        for (const subject of subjects) {
          say(`${subject.name}, round ${round} of ${rounds}`);
          measured.get(subject.name)!.push(await measureOnce(context, subject));
        }
      }
      const of = (name: Subject["name"]) => summary(measured.get(name)!);
      const [concord, concordWithout] = [of("concord"), of("concordWithout")];
      const times = {
        opened: rounded(concord.opened / concordWithout.opened),
        scrollP95: rounded(concord.scroll.p95 / concordWithout.scroll.p95),
        draw: rounded(concord.draw / concordWithout.draw),
      };
      const results = { concord, concordWithout, viewer: of("viewer"), hypothesis: of("hypothesis") };
      return { pages, highlights: spans.length, ...results, times };
    } finally {
      await viewer.stop();
    }
  } finally {
    await server.stop();
  }
}

async function addReport(context: BrowserContext, url: string, file: Uint8Array): Promise<void> {
  const data = {
    ...{ name: `${SLUG}.pdf`, file: Buffer.from(file).toString("base64") },
    ...{ given: { language: "en" }, slug: SLUG, after: null },
  };
  const answer = await context.request.post("/api/editions", { data, headers: { origin: url }, timeout: 300_000 });
  if (!answer.ok()) throw new Error(`The report could not be added: ${answer.status()} ${await answer.text()}`);
}

async function editionId(databaseUrl: string): Promise<string> {
  const db = await openDatabase(databaseUrl);
  try {
    return (await db.edition.findFirstOrThrow({ where: { report: SLUG }, select: { id: true } })).id;
  } finally {
    await closeDatabase(db);
  }
}

await command(async () => {
  const { values } = parseArgs({
    options: {
      pages: { type: "string", default: "400" },
      count: { type: "string", default: "5000" },
      rounds: { type: "string", default: "3" },
      json: { type: "boolean" },
    },
  });
  // Keeps the server's output out of the result.
  console.log = console.error;
  await prepare({ build: true, sqlite: true, log: createLog(process.stderr) });
  const browser = await chromium.launch(playwright.use?.launchOptions);
  try {
    const options = { pages: Number(values.pages), count: Number(values.count), rounds: Number(values.rounds) };
    const result = await measure(browser, options);
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : toText(result));
  } finally {
    await browser.close();
  }
  return 0;
});

function toText({ pages, highlights, times, ...results }: Awaited<ReturnType<typeof measure>>): string {
  const rows = Object.entries(results).map(([name, { opened, scroll, draw, memory }]) => {
    const [early, late] = Object.values(memory);
    const cells = [opened, scroll.p50, scroll.p95, draw, early!.heap, late!.heap, late!.canvases, late!.elements];
    return name.padEnd(16) + cells.map((cell) => String(cell).padStart(10)).join("");
  });
  const heads = ["open ms", "frame p50", "frame p95", "draw ms", "heap MB", "later MB", "canvas MB", "elements"];
  return [
    `${pages} pages, ${highlights} highlights`,
    " ".repeat(16) + heads.map((head) => head.padStart(10)).join(""),
    ...rows,
    `with highlights / without: open ${times.opened}, frame p95 ${times.scrollP95}, draw ${times.draw}`,
    "",
  ].join("\n");
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
