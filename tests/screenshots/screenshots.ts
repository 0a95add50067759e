/**
 * `npm run docs:screenshots [-- --all] [--out docs/images]`: takes the screenshots for the documentation from the
 * running app, with a team whose members have annotated the sample report. Run this command after you change anything
 * that the documentation shows. With `--all`, it takes a screenshot of every main page in each window size and in both
 * themes, so that you can check a change to the design.
 */

import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium, expect, type Page } from "@playwright/test";
import { command } from "@/lib/cli/command.mjs";
import { createLog } from "@/lib/cli/log.mjs";
import { prepare } from "@/lib/cli/prepare.mjs";
import playwright from "@/playwright.config";
import { REPORT, startInstance } from "../bench/instance";
import { cards } from "../e2e/support/text";
import { t } from "../support/messages";
import { type Cast, makeCast, OPENED_NOTE } from "./cast";

/** A combination of window size and theme. */
interface Look {
  /** The end of the file's name. */
  suffix: string;
  size: { width: number; height: number };
  isPhone: boolean;
  isDark: boolean;
}

const SIZES = [
  { name: "1440", size: { width: 1440, height: 900 }, isPhone: false },
  { name: "1920", size: { width: 1920, height: 1080 }, isPhone: false },
  { name: "390", size: { width: 390, height: 844 }, isPhone: true },
];

const LOOKS: readonly Look[] = SIZES.flatMap(({ name, ...look }) => [
  { ...look, suffix: `-${name}`, isDark: false },
  { ...look, suffix: `-${name}-dark`, isDark: true },
]);

/** The window and theme used in the documentation. */
const IN_DOCS: Look = { ...LOOKS[0]!, suffix: "" };

interface Screen {
  /** The beginning of the file's name. */
  name: string;
  /** Whether the screenshot is in the documentation. */
  inDocs?: boolean;
  isSignedOut?: boolean;
  path: string | ((cast: Cast) => string);
  /** Prepares the page, for example by opening a dialog. */
  arrange?(page: Page): Promise<void>;
}

const reader = `/r/${REPORT}`;

const SCREENS: readonly Screen[] = [
  { name: "sign-in", path: "/signin", isSignedOut: true },
  { name: "library", path: "/" },
  { name: "search-library", path: "/?q=lingua+franca", arrange: openResults },
  { name: "reader-start", path: reader },
  { name: "reader", inDocs: true, path: ({ opened }) => `${reader}?note=${opened}`, arrange: openCard },
  { name: "search", inDocs: true, path: `${reader}?q=soft+power+budget`, arrange: openResults },
  { name: "details", path: `${reader}/details` },
  { name: "notes", inDocs: true, path: "/notes" },
  { name: "notes-import", path: "/notes/import" },
  { name: "collections", path: "/collections" },
  { name: "collection", path: ({ collection }) => collection },
  { name: "shared", inDocs: true, path: ({ share }) => share, isSignedOut: true },
  { name: "deleted", path: "/deleted", arrange: (page) => page.getByText(t("deleted.empty")).waitFor() },
  { name: "add", path: "/add" },
  { name: "review", path: ({ imported }) => `/add?import=${imported}`, arrange: openPages },
  { name: "team", path: "/team" },
  { name: "invite", path: "/team/invite" },
  { name: "audit", path: "/team/audit" },
  { name: "settings", path: "/settings" },
  { name: "api", path: "/api/docs" },
  { name: "not-found", path: "/r/not-a-report" },
];

/** Waits until the link to a note has opened its card and the page has scrolled there. */
async function openCard(page: Page): Promise<void> {
  await expect(cards(page).filter({ hasText: OPENED_NOTE })).toBeInViewport();
}

/** On a phone, the results open together with the search box. */
async function openResults(page: Page): Promise<void> {
  const name = page.url().includes("/r/") ? t("search.inReport") : t("search.inLibrary");
  await page.getByRole("textbox", { name }).click();
  await page.getByRole("list", { name: t("search.list") }).waitFor();
}

/** Waits until the first page of the file has been drawn. */
async function openPages(page: Page): Promise<void> {
  const text = page.getByRole("region", { name: t("add.review.text"), exact: true });
  await expect(text).toBeVisible({ timeout: 60_000 });
  const pages = page.getByRole("region", { name: t("pageView.label"), exact: true });
  if (await pages.isVisible()) await expect(pages.getByRole("img").first()).toBeVisible();
}

async function take(
  browser: Browser,
  url: string,
  screen: Screen,
  look: Look,
  cast: Cast,
  path: string,
): Promise<void> {
  const context = await browser.newContext({
    baseURL: url,
    ...(!screen.isSignedOut && { storageState: cast.reader }),
    viewport: look.size,
    colorScheme: look.isDark ? "dark" : "light",
    locale: "en-GB",
    reducedMotion: "reduce",
    ...(look.isPhone && { isMobile: true, hasTouch: true, deviceScaleFactor: 2 }),
  });
  const page = await context.newPage();
  await page.goto(typeof screen.path === "string" ? screen.path : screen.path(cast));
  await screen.arrange?.(page);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path, animations: "disabled" });
  await context.close();
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
    for (const screen of SCREENS.filter(({ inDocs }) => all || inDocs)) {
      for (const look of all ? LOOKS : [IN_DOCS]) {
        const file = `${screen.name}${look.suffix}.png`;
        await take(browser, server.url, screen, look, cast, `${folder}/${file}`);
        log.say(file);
      }
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  return 0;
});
