/**
 * `npm run -s bench:phone -- [--runs 5] [--only reader,library] [--json]`: measures how soon pages can be read and used
 * on a phone, according to Lighthouse, with a simulated slow 4G network and a processor that is four times slower.
 * Shows the median of several runs for the reader, the library, the sign-in page and a 400-page report, all with an
 * empty state.
 */

import { parseArgs } from "node:util";
import { type Browser, chromium } from "@playwright/test";
import { TIME_ZONE_COOKIE } from "@/app/_messages/time-zone";
import { command } from "@/lib/cli/command.mjs";
import { createLog } from "@/lib/cli/log.mjs";
import { freePort } from "@/lib/cli/ports.mjs";
import { prepare } from "@/lib/cli/prepare.mjs";
import playwright from "@/playwright.config";
import { REPORT, signIn, startInstance } from "../instance";
import { installOwnPackages } from "../own-packages";
import { percentile } from "../search/metrics";
import { addLongReport, LONG_REPORT } from "./long-report";

const PAGES = [
  { name: "reader", path: `/r/${REPORT}`, isInside: true },
  { name: "library", path: "/", isInside: true },
  { name: "sign-in", path: "/signin", isInside: false },
  { name: "400 pages", path: `/r/${LONG_REPORT}`, isInside: true },
] as const;

type Page = (typeof PAGES)[number];

/** The figures from one run. */
interface Figures {
  /** Lighthouse's performance score, 0 to 100. */
  score: number;
  /** Milliseconds until the first and the largest contentful paint. */
  firstPaint: number;
  largestPaint: number;
  /** Total blocking time in milliseconds. */
  blocking: number;
  /** Bytes transferred until the page is idle, without any user interaction. */
  scripts: number;
  fonts: number;
  document: number;
  all: number;
}

const NAMES = [
  "score",
  "firstPaint",
  "largestPaint",
  "blocking",
  "scripts",
  "fonts",
  "document",
  "all",
] as const satisfies readonly (keyof Figures)[];

/** A request in Lighthouse's list. */
interface Request {
  resourceType: string;
  transferSize: number;
}

/**
 * The part of Lighthouse's API used here. It is typed here because only this folder's own `npm ci` installs Lighthouse.
 */
interface Lighthouse {
  default(url: string, flags: Record<string, unknown>): Promise<{ lhr: Result } | undefined>;
}

interface Result {
  runtimeError?: { message: string };
  categories: Record<string, { score: number | null }>;
  audits: Record<string, { numericValue?: number; details?: { items: readonly Request[] } }>;
}

const load = <Exports>(name: string): Promise<Exports> => import(name);

async function measure(port: number, url: string): Promise<Figures> {
  const { default: lighthouse } = await load<Lighthouse>("lighthouse");
  const result = await lighthouse(url, {
    port,
    onlyCategories: ["performance"],
    logLevel: "error",
  });
  if (!result || result.lhr.runtimeError) throw new Error(`Lighthouse: ${result?.lhr.runtimeError?.message}`);
  const { audits, categories } = result.lhr;
  const requests = audits["network-requests"]?.details?.items ?? [];
  const bytesOf = (type?: string) =>
    requests.reduce(
      (sum, { resourceType, transferSize }) => sum + (!type || type === resourceType ? transferSize : 0),
      0,
    );
  const ms = (audit: string) => audits[audit]?.numericValue ?? Number.NaN;
  return {
    score: (categories.performance?.score ?? 0) * 100,
    firstPaint: ms("first-contentful-paint"),
    largestPaint: ms("largest-contentful-paint"),
    blocking: ms("total-blocking-time"),
    scripts: bytesOf("Script"),
    fonts: bytesOf("Font"),
    document: bytesOf("Document"),
    all: bytesOf(),
  };
}

/** Sets the cookies of a `Cookie` header in the browser's default context, where Lighthouse opens its page. */
async function setCookies(browser: Browser, url: string, header: string): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  const cookies = header.split("; ").map((pair) => {
    const equals = pair.indexOf("=");
    return { url, name: pair.slice(0, equals), value: pair.slice(equals + 1) };
  });
  await session.send("Storage.setCookies", { cookies });
}

function medianOf(runs: readonly Figures[]): Figures {
  const median = (name: keyof Figures) =>
    Math.round(
      percentile(
        runs.map((run) => run[name]),
        0.5,
      ),
    );
  return Object.fromEntries(NAMES.map((name) => [name, median(name)])) as Record<keyof Figures, number>;
}

async function measureAll(pages: readonly Page[], runs: number) {
  const server = await startInstance();
  try {
    // A browser would get this cookie from the sign-in page.
    const cookie = `${await signIn(server.url)}; ${TIME_ZONE_COOKIE}=UTC`;
    if (pages.some(({ path }) => path.endsWith(LONG_REPORT))) await addLongReport(server, cookie);
    const results: { page: string; median: Figures; runs: Figures[] }[] = [];
    for (const { name, path, isInside } of pages) {
      const headers: Record<string, string> = isInside ? { Cookie: cookie } : {};
      // Fills the server's cache of the page, as the first visit would.
      await (await fetch(`${server.url}${path}`, { headers })).text();
      const figures: Figures[] = [];
      for (let run = 0; run < runs; run++) {
        const port = await freePort();
        const options = playwright.use?.launchOptions;
        const args = [...(options?.args ?? []), `--remote-debugging-port=${port}`];
        const browser = await chromium.launch({ ...options, args });
        try {
          // Lighthouse's extra headers don't reach the event stream, so the page would ask the user to sign in again.
          if (isInside) await setCookies(browser, server.url, cookie);
          figures.push(await measure(port, `${server.url}${path}`));
        } finally {
          await browser.close();
        }
      }
      results.push({ page: name, median: medianOf(figures), runs: figures });
    }
    return results;
  } finally {
    await server.stop();
  }
}

function toText(results: Awaited<ReturnType<typeof measureAll>>): string {
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(2)} s`;
  const kibibytes = (bytes: number) => `${(bytes / 1024).toFixed(0)} KiB`;
  const rows: [string, (figures: Figures) => string][] = [
    ["performance", ({ score }) => String(score)],
    ["first paint", ({ firstPaint }) => seconds(firstPaint)],
    ["largest paint", ({ largestPaint }) => seconds(largestPaint)],
    ["blocking", ({ blocking }) => `${blocking} ms`],
    ["scripts before the first interaction", ({ scripts }) => kibibytes(scripts)],
    ["fonts", ({ fonts }) => kibibytes(fonts)],
    ["document", ({ document }) => kibibytes(document)],
    ["total", ({ all }) => kibibytes(all)],
  ];
  const line = (name: string, cells: readonly string[]) =>
    [name.padEnd(38), ...cells.map((cell) => cell.padStart(12))].join("");
  return [
    line(
      "",
      results.map(({ page }) => page),
    ),
    ...rows.map(([name, of]) =>
      line(
        name,
        results.map(({ median }) => of(median)),
      ),
    ),
  ].join("\n");
}

await command(async () => {
  const { runs, only, json } = parseArgs({
    options: {
      runs: { type: "string", default: "5" },
      only: { type: "string", default: PAGES.map(({ name }) => name).join(",") },
      json: { type: "boolean", default: false },
    },
  }).values;
  const names = only.split(",");
  // Keeps the server's output out of the result.
  console.log = console.error;
  await prepare({ build: true, log: createLog(process.stderr) });
  await installOwnPackages(import.meta.dirname, "Lighthouse and its dependencies");
  const results = await measureAll(
    PAGES.filter(({ name }) => names.includes(name)),
    Number(runs),
  );
  process.stdout.write(`${json ? JSON.stringify(results) : toText(results)}\n`);
  return 0;
});
