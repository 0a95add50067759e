/**
 * `npm run -s bench:typing -- [--json]`: how long it takes in a real browser from a key going down to the frame that shows
 * the hits of exactly what was typed, over the golden questions typed letter by letter, at full speed and with the processor
 * slowed down.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Browser, type CDPSession, chromium, type Page } from "@playwright/test";
import { command } from "../../../lib/cli/command.mjs";
import { createLog } from "../../../lib/cli/log.mjs";
import { prepare } from "../../../lib/cli/prepare.mjs";
import playwright from "../../../playwright.config";
import questions from "../../fixtures/golden/report-queries.json";
import { REPORT, setUp, startInstance } from "../instance";
import { percentile } from "../search/metrics";

/** More of them would take minutes and tell no more. */
const MOST_QUESTIONS = 28;

/** How many times slower the processor is made. */
const SLOWED = 4;

/** Between two keys at least, in milliseconds: a fast typist. What a key leaves to be done later is in the way of the next. */
const PACE = 100;

/** Milliseconds after which hits are not expected to come any more. */
const PATIENCE = 10_000;

const PROBE = fileURLToPath(new URL("probe.mjs", import.meta.url));

/** What `probe.mjs` puts into the page. */
interface Probe {
  /** Says what the box will hold after the next key. */
  expect(text: string): void;
  /** Milliseconds from that key to the frame that shows its hits. */
  result(): Promise<number>;
}

declare global {
  interface Window {
    probe: Probe;
  }
}

/** One key. */
interface Keystroke {
  /** What the box held then. */
  typed: string;
  ms: number;
}

async function openReport(browser: Browser, url: string): Promise<Page> {
  const page = await (await setUp(browser, url)).newPage();
  await page.addInitScript({ path: PROBE });
  await page.goto(`/r/${REPORT}`);
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
  const box = page.getByRole("textbox", { name: "Search this report" });
  await box.fill("");
  await page.locator("[data-query]").waitFor({ state: "detached" });
  const keystrokes: Keystroke[] = [];
  let typed = "";
  for (const letter of question) {
    typed += letter;
    const pause = sleep(PACE);
    await page.evaluate((text) => window.probe.expect(text), typed);
    // Not Playwright's keyboard, which has keys for Latin letters only.
    await session.send("Input.dispatchKeyEvent", { type: "keyDown", key: letter, text: letter });
    await session.send("Input.dispatchKeyEvent", { type: "keyUp", key: letter });
    const late = sleep(PATIENCE, null, { ref: false });
    const ms = await Promise.race([page.evaluate(() => window.probe.result()), late]);
    if (ms === null) throw new Error(`The hits of “${typed}” did not come within ${PATIENCE / 1_000} seconds.`);
    keystrokes.push({ typed, ms });
    await pause;
  }
  return keystrokes;
}

async function measure(page: Page) {
  const session = await page.context().newCDPSession(page);
  // The text is fetched and indexed first; what comes after is what typing is like.
  await typeQuestion(page, session, questions[0]!.query);
  const plain = await typeAll(page, session);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
  const slowed = await typeAll(page, session);
  return { keystrokes: plain.length, plain: figures(plain), slowed: figures(slowed) };
}

/** Milliseconds, and the keys that took longest. */
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
    `${keystrokes} keys, from each to its painted hits`,
    row("at full speed", plain),
    row(`${SLOWED} times slower processor`, slowed),
  ].join("\n");
}

await command(async () => {
  const { json } = parseArgs({ options: { json: { type: "boolean", default: false } } }).values;
  // What the server says is not the result.
  console.log = console.error;
  await prepare({ build: true, log: createLog(process.stderr) });
  const server = await startInstance();
  try {
    const browser = await chromium.launch(playwright.use?.launchOptions);
    try {
      const result = await measure(await openReport(browser, server.url));
      process.stdout.write(`${json ? JSON.stringify(result) : toText(result)}\n`);
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
  return 0;
});
