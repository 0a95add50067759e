/**
 * `npm run -s bench:preview -- [--pages 400] [--upload KILOBYTES] [--json]`: measures in a real browser how soon the
 * first page of a long PDF is shown while the file is being read, and how quickly the server answers other requests
 * during that time.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { chromium, type Page } from "@playwright/test";
import { command } from "../../../lib/cli/command.mjs";
import { createLog } from "../../../lib/cli/log.mjs";
import { prepare } from "../../../lib/cli/prepare.mjs";
import playwright from "../../../playwright.config";
import { longReport } from "../../support/long-report";
import { t } from "../../support/messages";
import { setUp, startInstance } from "../instance";
import { percentile } from "../search/metrics";

/** Interval between two health checks, and how long they are measured before the import, in milliseconds. */
const INTERVAL = 20;
const BEFORE = 5_000;

/** Timeout for each step, in milliseconds. */
const PATIENCE = 600_000;

const FILE = "waterways.pdf";

/** Measures how long health checks take until it is stopped. */
function watchHealth(url: string) {
  const times: number[] = [];
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const start = performance.now();
      const answer = await fetch(`${url}/api/health/live`);
      await answer.arrayBuffer();
      times.push(performance.now() - start);
      if (!answer.ok) throw new Error(`The health check failed with ${answer.status}.`);
      await sleep(INTERVAL);
    }
  })();
  return async () => {
    isOver = true;
    await watching;
    return {
      count: times.length,
      p50: rounded(percentile(times, 0.5)),
      p99: rounded(percentile(times, 0.99)),
      max: rounded(Math.max(...times)),
    };
  };
}

/** The page's first canvas is drawn once it isn't blank. */
function isDrawn(label: string): boolean {
  const canvas = document.querySelector<HTMLCanvasElement>(`canvas[aria-label="${label}"]`);
  const data = canvas?.width ? canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height / 4).data : null;
  return data?.some((value, index) => index % 4 === 0 && value > 0 && value < 200) ?? false;
}

async function slowUploads(page: Page, kilobytes: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const network = { offline: false, latency: 20, downloadThroughput: -1, uploadThroughput: kilobytes * 1024 };
  await session.send("Network.emulateNetworkConditions", network);
}

async function importFile(page: Page, pages: number) {
  await page.goto("/add");
  await page.getByRole("button", { name: t("add.chooseFiles"), exact: true }).waitFor();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: t("add.chooseFiles"), exact: true }).click();
  const stored = page.waitForResponse((response) => new URL(response.url()).pathname === "/api/sources", {
    timeout: 0,
  });
  const buffer = Buffer.from(longReport(pages));
  const start = performance.now();
  const since = async (event: Promise<unknown>) => {
    await event;
    return performance.now() - start;
  };
  await (await chooser).setFiles([{ name: FILE, mimeType: "application/pdf", buffer }]);
  const label = t("pageView.page", { page: 1, pages });
  const wait = { timeout: PATIENCE, polling: 50 };
  const [uploaded, image, text, whole] = await Promise.all([
    since(stored),
    since(page.waitForFunction(isDrawn, label, wait)),
    since(page.waitForFunction(() => document.querySelector("[data-place]") !== null, null, wait)),
    since(page.getByRole("heading", { name: t("add.previewTitle"), exact: true }).waitFor({ timeout: PATIENCE })),
  ]);
  return { uploaded, image, text, whole };
}

await command(async () => {
  const { values } = parseArgs({
    options: { pages: { type: "string", default: "400" }, upload: { type: "string" }, json: { type: "boolean" } },
  });
  // Keeps the server's output out of the result.
  console.log = console.error;
  await prepare({ build: true, sqlite: true, log: createLog(process.stderr) });
  const browser = await chromium.launch(playwright.use?.launchOptions);
  const instance = await startInstance();
  try {
    const page = await (await setUp(browser, instance.url)).newPage();
    const idle = watchHealth(instance.url);
    await sleep(BEFORE);
    const before = await idle();
    // Warm-up: a new server loads its code when it is first needed.
    await importFile(page, 5);
    if (values.upload !== undefined) await slowUploads(page, Number(values.upload));
    const health = watchHealth(instance.url);
    const times = await importFile(page, Number(values.pages));
    const during = await health();
    const result = { ...times, firstPage: Math.max(times.image, times.text) - times.uploaded, before, during };
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : toText(result));
  } finally {
    await browser.close();
    await instance.stop();
  }
  return 0;
});

interface Result extends Awaited<ReturnType<typeof importFile>> {
  firstPage: number;
  before: Awaited<ReturnType<ReturnType<typeof watchHealth>>>;
  during: Awaited<ReturnType<ReturnType<typeof watchHealth>>>;
}

function toText({ uploaded, image, text, whole, firstPage, before, during }: Result): string {
  const health = (name: string, { p50, p99, max }: Result["before"]) =>
    `/api/health/live ${name}: p50 ${p50} ms, p99 ${p99} ms, longest ${max} ms\n`;
  const seconds = (name: string, ms: number) => `${name.padEnd(28)}${(ms / 1000).toFixed(2).padStart(8)} s\n`;
  return [
    seconds("uploaded after", uploaded),
    seconds("image of page 1 after", image),
    seconds("text of page 1 after", text),
    seconds("preview after", whole),
    seconds("first page after the upload", firstPage),
    health("before", before),
    health("during the import", during),
  ].join("");
}

function rounded(ms: number): number {
  return Number(ms.toFixed(1));
}
