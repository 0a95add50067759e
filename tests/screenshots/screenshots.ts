/**
 * `npm run docs:screenshots [-- --all] [--out docs/images]`: takes the screenshots for the documentation from the
 * running app, with a team whose members have annotated the bundled report. Run it after changing what the
 * documentation shows. With `--all`, it takes all main pages in a wide window, on a phone and in dark mode, for
 * checking a design change.
 */

import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type BrowserContext, chromium, expect, type Page } from "@playwright/test";
import { command } from "@/lib/cli/command.mjs";
import { createLog } from "@/lib/cli/log.mjs";
import { prepare } from "@/lib/cli/prepare.mjs";
import playwright from "@/playwright.config";
import { REPORT, startInstance } from "../bench/instance";
import { cards } from "../e2e/support/text";
import { t } from "../support/messages";
import { type Cast, makeCast, OPENED_NOTE } from "./cast";

const DESKTOP = { width: 1440, height: 900 };
const WIDE = { width: 1920, height: 1080 };
const PHONE = { width: 390, height: 844 };

/** How a screenshot is taken. */
interface Look {
  size?: typeof DESKTOP;
  dark?: boolean;
}

interface Shot extends Look {
  /** Name of the file, without its extension. */
  name: string;
  /** Whether the documentation contains the screenshot. */
  inDocs?: boolean;
  path: string | ((cast: Cast) => string);
  /** Prepares the page, for example by opening a dialog. */
  arrange?(page: Page): Promise<void>;
}

const reader = `/r/${REPORT}`;
const atPassage = ({ opened }: Cast) => `${reader}?note=${opened}`;

const SHOTS: readonly Shot[] = [
  { name: "library", path: "/" },
  { name: "library-dark", path: "/", dark: true },
  { name: "library-phone", path: "/", size: PHONE },
  { name: "reader", inDocs: true, path: atPassage, arrange: openCard },
  { name: "reader-dark", path: atPassage, dark: true, arrange: openCard },
  { name: "reader-wide", path: atPassage, size: WIDE, arrange: openCard },
  { name: "reader-phone", path: reader, size: PHONE },
  { name: "reader-phone-dark", path: reader, size: PHONE, dark: true },
  { name: "search", inDocs: true, path: `${reader}?q=soft+power+budget`, arrange: openResults },
  { name: "search-phone", path: `${reader}?q=soft+power+budget`, size: PHONE, arrange: openResults },
  { name: "search-library", path: "/?q=lingua+franca", arrange: openResults },
  { name: "notes", inDocs: true, path: "/notes" },
  { name: "notes-phone", path: "/notes", size: PHONE },
  { name: "shared", inDocs: true, path: ({ share }) => share },
  { name: "shared-phone", path: ({ share }) => share, size: PHONE },
  { name: "collection", path: ({ collection }) => collection },
  { name: "team", path: "/team" },
  { name: "settings", path: "/settings" },
  { name: "add", path: "/add" },
];

/** Waits until the link to a note has opened its card and scrolled there. */
async function openCard(page: Page): Promise<void> {
  await expect(cards(page).filter({ hasText: OPENED_NOTE })).toBeInViewport();
}

/** On a phone, the results open with the search box. */
async function openResults(page: Page): Promise<void> {
  const name = page.url().includes("/r/") ? t("search.inReport") : t("search.inLibrary");
  await page.getByRole("textbox", { name }).click();
  await page.getByRole("list", { name: t("search.list") }).waitFor();
}

async function take(page: Page, { name, path, arrange }: Shot, cast: Cast, folder: string): Promise<void> {
  await page.goto(typeof path === "string" ? path : path(cast));
  await arrange?.(page);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${folder}/${name}.png`, animations: "disabled" });
}

await command(async () => {
  const { all, out } = parseArgs({
    options: { all: { type: "boolean", default: false }, out: { type: "string", default: "docs/images" } },
  }).values;
  const folder = resolve(out);
  const log = createLog();
  await prepare({ build: true, sqlite: true, log });
  await mkdir(folder, { recursive: true });
  const server = await startInstance();
  const browser = await chromium.launch(playwright.use?.launchOptions);
  try {
    const cast = await makeCast(server.url);
    for (const shot of SHOTS.filter(({ inDocs }) => all || inDocs)) {
      const { size = DESKTOP, dark = false } = shot;
      const context: BrowserContext = await browser.newContext({
        baseURL: server.url,
        storageState: cast.reader,
        viewport: size,
        colorScheme: dark ? "dark" : "light",
        locale: "en-GB",
        reducedMotion: "reduce",
        ...(size === PHONE && { isMobile: true, hasTouch: true, deviceScaleFactor: 2 }),
      });
      await take(await context.newPage(), shot, cast, folder);
      await context.close();
      log.say(`${shot.name}.png`);
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  return 0;
});
