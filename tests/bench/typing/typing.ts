/**
 * `npm run -s bench:typing -- [--long] [--json]`: measures in a real browser how long it takes from a key press to the
 * frame that shows the hits for exactly the text typed. Types the golden questions letter by letter, both at full speed
 * and with a throttled processor. With `--long`, it types into a report of 400 pages instead of the sample report.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type BrowserContext, type CDPSession, chromium, type Page } from "@playwright/test";
import { command } from "../../../lib/cli/command.mjs";
import { createLog } from "../../../lib/cli/log.mjs";
import { prepare } from "../../../lib/cli/prepare.mjs";
import playwright from "../../../playwright.config";
import questions from "../../fixtures/golden/report-queries.json";
import { t } from "../../support/messages";
import { REPORT, setUp, startInstance } from "../instance";
import { addLongReport, LONG_REPORT } from "../phone/long-report";
import { percentile } from "../search/metrics";

/** More questions would take minutes without adding information. */
const MOST_QUESTIONS = 28;

/** How many times slower the throttled processor is. */
const SLOWED = 4;

/**
 * The minimum number of milliseconds between two keys, as for a fast typist. Work that one key defers delays the next.
 */
const PACE = 100;

/** Timeout for hits in milliseconds. */
const PATIENCE = 10_000;

const PROBE = fileURLToPath(new URL("probe.mjs", import.meta.url));

/** The API that `probe.mjs` adds to the page. */
interface Probe {
  /** Announces what the search box will contain after the next key. */
  expect(text: string): void;
  /** Returns the milliseconds from that key press to the frame that shows the hits. */
  result(): Promise<number>;
}

declare global {
  interface Window {
    probe: Probe;
  }
}

/** One key press. */
interface Keystroke {
  /** The content of the search box after this key press. */
  typed: string;
  ms: number;
}

async function openReport(context: BrowserContext, slug: string): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript({ path: PROBE });
  await page.goto(`/r/${slug}`);
  return page;
}

async function typeAll(page: Page, session: CDPSession): Promise<Keystroke[]> {
  const keystrokes: Keystroke[] = [];
  for (const { query } of questions.slice(0, MOST_QUESTIONS)) {
    keystrokes.push(...(await typeQuestion(page, session, query)));
  }
  return keystrokes;
}

async function typeQuestion(page: Page, session: CDPSession, question: string): Promise<Keystroke[]> {
  const box = page.getByRole("textbox", { name: t("search.inReport"), exact: true });
  await box.fill("");
  await page.locator("[data-query]").waitFor({ state: "detached" });
  const keystrokes: Keystroke[] = [];
  let typed = "";
  for (const letter of question) {
    typed += letter;
    const pause = sleep(PACE);
    await page.evaluate((text) => window.probe.expect(text), typed);
    // Playwright's keyboard supports only Latin letters.
    await session.send("Input.dispatchKeyEvent", { type: "keyDown", key: letter, text: letter });
    await session.send("Input.dispatchKeyEvent", { type: "keyUp", key: letter });
    const late = sleep(PATIENCE, null, { ref: false });
    const ms = await Promise.race([page.evaluate(() => window.probe.result()), late]);
    if (ms === null) throw new Error(`The results for "${typed}" did not appear within ${PATIENCE / 1_000} seconds.`);
    keystrokes.push({ typed, ms });
    await pause;
  }
  return keystrokes;
}

async function measure(page: Page) {
  const session = await page.context().newCDPSession(page);
  // Warm-up: the first query makes the page fetch and index the text.
  await typeQuestion(page, session, questions[0]!.query);
  const plain = await typeAll(page, session);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
  const slowed = await typeAll(page, session);
  return { keystrokes: plain.length, plain: figures(plain), slowed: figures(slowed) };
}

/** Times in milliseconds, and the slowest keys. */
function figures(keystrokes: readonly Keystroke[]) {
  const times = keystrokes.map(({ ms }) => ms);
  const slowest = [...keystrokes].sort((a, b) => b.ms - a.ms).slice(0, 3);
  return {
    p50: rounded(percentile(times, 0.5)),
    p95: rounded(percentile(times, 0.95)),
    slowest: slowest.map(({ typed, ms }) => ({ typed, ms: rounded(ms) })),
  };
}

function rounded(ms: number): number {
  return Number(ms.toFixed(1));
}

function toText({ keystrokes, plain, slowed }: Awaited<ReturnType<typeof measure>>): string {
  const row = (name: string, { p50, p95, slowest }: typeof plain) =>
    `${name.padEnd(28)}p50 ${p50} ms, p95 ${p95} ms; slowest: ${slowest.map(({ typed, ms }) => `${typed} (${ms} ms)`).join(", ")}`;
  return [
    `${keystrokes} keys, time from each key to its painted results`,
    row("at full speed", plain),
    row(`processor ${SLOWED} times slower`, slowed),
  ].join("\n");
}

await command(async () => {
  const option = { type: "boolean", default: false } as const;
  const { long, json } = parseArgs({ options: { long: option, json: option } }).values;
  // Keeps the server's output out of the result.
  console.log = console.error;
  await prepare({ build: true, log: createLog(process.stderr) });
  const server = await startInstance();
  try {
    const browser = await chromium.launch(playwright.use?.launchOptions);
    try {
      const context = await setUp(browser, server.url);
      if (long) {
        const cookies = await context.cookies();
        await addLongReport(server, cookies.map(({ name, value }) => `${name}=${value}`).join("; "));
      }
      const result = await measure(await openReport(context, long ? LONG_REPORT : REPORT));
      process.stdout.write(`${json ? JSON.stringify(result) : toText(result)}\n`);
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
  return 0;
});
