import { readFile } from "node:fs/promises";
import type { BrowserContextOptions, Page } from "@playwright/test";
import { parseReport } from "@/lib/report/parse";
import { expectNoAxeViolations } from "./support/axe";
import { expect, SIGNED_OUT, test } from "./support/people";
import { openReport, PHONE, REPORT } from "./support/reports";
import { select } from "./support/text";

/** Somebody of their own for each test, and the browser of somebody outside. */
const sharer = test.extend<{ joined: BrowserContextOptions["storageState"]; outside: Page }>({
  joined: async ({ people }, use) => use((await people.join("annotator")).state),
  page: async ({ browser, joined, troubles }, use) => {
    const context = await browser.newContext({ storageState: joined, viewport: { width: 1360, height: 850 } });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    troubles.watch(context);
    await use(await context.newPage());
    await context.close();
  },
  outside: async ({ browser, troubles }, use) => {
    const context = await browser.newContext({ storageState: SIGNED_OUT, viewport: PHONE });
    troubles.watch(context);
    await use(await context.newPage());
    await context.close();
  },
});

/** Sends what a page of ours would send. */
async function send<T>(page: Page, method: "POST" | "PATCH", address: string, data: object): Promise<T> {
  await page.goto("/team");
  const headers = { origin: new URL(page.url()).origin };
  const response = await page.request.fetch(address, { method, data, headers });
  expect(response.ok(), await response.text()).toBe(true);
  return (await response.json()) as T;
}

/** Where words stand in the report, and in which edition. */
async function passageOf(page: Page, quote: string) {
  const { text } = parseReport(await readFile(`content/${REPORT.slug}.md`, "utf8"), REPORT.slug);
  const list = await page.request.get(`/api/reports/${REPORT.slug}/highlights`);
  const { edition } = (await list.json()) as { edition: { id: string } };
  const start = text.indexOf(quote);
  const end = start + quote.length;
  const context = { prefix: text.slice(Math.max(0, start - 64), start), suffix: text.slice(end, end + 64) };
  return { passage: { edition: edition.id, start, end, quote }, context };
}

/** Makes a link to words of the report. @returns its path */
async function shareOf(page: Page, quote: string, more: object = {}): Promise<string> {
  const { passage } = await passageOf(page, quote);
  const body = { ...passage, highlightId: null, withNote: false, ...more };
  return (await send<{ path: string }>(page, "POST", "/api/shares", body)).path;
}

const rowOf = (page: Page, quote: string) => page.getByRole("listitem").filter({ hasText: quote });

sharer("a passage keeps its form outside, and only strangers are counted", async ({ page, outside }) => {
  await page.goto("/");
  const path = await shareOf(page, "Gomel (3)\nKAZAKHSTAN\tRussian");
  await outside.goto(path);
  const rows = outside.getByRole("row");
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(0).getByRole("rowheader")).toHaveText("COMMONWEALTH OF INDEPENDENT STATES");
  await expect(outside.locator("mark")).toHaveText([/Gomel \(3\)$/u, "KAZAKHSTAN", "Russian"]);
  await expect(outside.getByText("Edited by Anna Gussarova")).toBeVisible();
  expect(await outside.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
  await expect(outside.getByRole("definition").first()).toContainText("Gussarova, A., & Khon, Y. (2017).");
  const picture = await outside.locator("meta[property='og:image']").getAttribute("content");
  expect((await outside.request.get(picture ?? ""))?.headers()["content-type"]).toBe("image/png");
  await outside.getByRole("button", { name: "Copy Chicago" }).click();
  await expect(outside.getByRole("status").filter({ hasText: "Copied." })).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await outside.emulateMedia({ colorScheme });
    await expectNoAxeViolations(outside);
  }
  await page.goto(path);
  await expect(page.getByRole("link", { name: "Open it in the report" })).toBeVisible();
  await page.goto("/settings");
  await expect(rowOf(page, "Gomel (3)")).toContainText("1 view");
});

sharer("the dialog leads to the link, copies it without a secure context, and back to the text", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await openReport(page);
  await select(page, "Hermitage Museum");
  await page.keyboard.press("s");
  const dialog = page.getByRole("dialog", { name: "Share this passage" });
  await dialog.getByRole("button", { name: "Make the link" }).click();
  const link = dialog.getByRole("textbox", { name: "Link to the passage" });
  await expect(link).toBeFocused();
  await expect(dialog.getByText("The link works.")).toBeVisible();
  await expectNoAxeViolations(page);
  const address = await link.inputValue();
  await dialog.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(dialog.getByText("Link copied.")).toBeVisible();

  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.locator("[data-block]:focus")).toContainText("Hermitage Museum");
  const search = page.getByRole("textbox", { name: "Search this report" });
  await search.focus();
  await page.keyboard.press("ControlOrMeta+V");
  await expect(search).toHaveValue(address);
});

sharer("a link that was ended works again after Undo", async ({ page, outside, troubles }) => {
  await page.goto("/");
  const path = await shareOf(page, "Hermitage Museum");
  await page.goto("/settings");
  const row = rowOf(page, "Hermitage Museum");
  await expect(row).toContainText("Works");
  await row.getByRole("button", { name: "End this link: “Hermitage Museum”" }).click();
  await expect(row).toContainText(/Ended on \d/u);
  await expect(row).toBeFocused();
  await expectNoAxeViolations(page);
  troubles.expect(/410/u);
  expect((await outside.goto(path))?.status()).toBe(410);
  await expect(outside.getByRole("heading", { name: "This passage is no longer shared" })).toBeVisible();
  await expect(outside).toHaveTitle(/^This passage is no longer shared/u);
  await expect(outside.getByRole("link")).toHaveCount(0);
  await expect(outside.getByText("Concord is where a team reads")).toBeVisible();
  await expectNoAxeViolations(outside);

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toContainText("Works");
  await expect(row).toBeFocused();
  await outside.reload();
  await expect(outside.locator("mark")).toHaveText("Hermitage Museum");
  await row.getByRole("link", { name: "Hermitage Museum" }).click();
  await expect(page).toHaveURL(/\/r\/.*\?at=\d+\.\d+-\d+$/u);
  await expect(page.getByText("Hermitage Museum").first()).toBeInViewport();
});

sharer("a note made private leaves its links and their list", async ({ page, outside }) => {
  await page.goto("/");
  const { passage, context } = await passageOf(page, "Bolshoi Ballet");
  const id = crypto.randomUUID();
  const note = { visibility: "team", colour: 2, note: "For the team only." };
  await send(page, "POST", `/api/reports/${REPORT.slug}/highlights`, { id, ...passage, ...context, ...note });
  const path = await shareOf(page, "Bolshoi Ballet", { highlightId: id, withNote: true });
  await outside.goto(path);
  await expect(outside.getByText("For the team only.")).toBeVisible();
  await page.goto("/settings");
  await expect(rowOf(page, "Bolshoi Ballet")).toContainText("with its note");

  await send(page, "PATCH", `/api/highlights/${id}`, { version: 1, visibility: "private" });
  await outside.reload();
  await expect(outside.locator("mark")).toHaveText("Bolshoi Ballet");
  await expect(outside.getByText("For the team only.")).toBeHidden();
  await page.goto("/settings");
  await expect(rowOf(page, "Bolshoi Ballet")).not.toContainText("with its note");

  // The dialog says so before.
  await openReport(page);
  const card = page.getByRole("article", { name: /^Highlight by/u }).filter({ hasText: "For the team only." });
  await card.getByRole("button").first().click();
  await card.getByRole("button", { name: "Share outside" }).click();
  const dialog = page.getByRole("dialog", { name: "Share this passage" });
  await expect(dialog.getByText("only you see it")).toBeVisible();
  await expect(dialog.getByRole("switch", { name: /^Show the note/u })).toBeHidden();
  await expectNoAxeViolations(page);
});

sharer(
  "an address with nothing behind it says so, to strangers and to members",
  async ({ page, outside, troubles }) => {
    troubles.expect(/404|410/u);
    expect((await outside.goto("/p/nothing"))?.status()).toBe(410);
    await expect(outside.getByRole("heading", { name: "There is nothing at this address" })).toBeVisible();
    await expect(outside).toHaveTitle("There is nothing at this address · Concord");
    await expect(outside.getByRole("link")).toHaveCount(0);
    await expectNoAxeViolations(outside);
    for (const address of ["/p/nothing", "/nothing"]) {
      await page.goto(address);
      await expect(page).toHaveTitle("There is nothing at this address · Concord");
      await expect(page.getByRole("banner").getByRole("button", { name: /^Account/u })).toBeVisible();
      await expect(page.getByRole("link", { name: "See all reports" })).toBeVisible();
      await expectNoAxeViolations(page);
    }
  },
);

sharer("a link for colleagues that has lost its end says so", async ({ page }) => {
  for (const at of ["1.5", "1.500-5", "1.500-99999999"]) {
    await page.goto(`${REPORT.address}?at=${at}`);
    await expect(page.getByText("It may have lost its end on the way to you.")).toBeVisible();
  }
});
