import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { ANY, like, part, t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { openAccountMenu } from "./support/menus";
import { expect, test } from "./support/people";
import { openReport, PHONE, REPORT, reportIsReady } from "./support/reports";
import { said } from "./support/text";

const box = (page: Page) => page.getByRole("textbox", { name: t("search.inReport"), exact: true });
const libraryBox = (page: Page) => page.getByRole("textbox", { name: t("search.inLibrary"), exact: true });
const hits = (page: Page) =>
  page
    .getByRole("complementary", { name: t("search.results"), exact: true })
    .getByRole("listitem")
    .getByRole("link");
const past = (page: Page) => page.getByRole("region", { name: t("search.past.label"), exact: true });
const group = (page: Page, name: string) => past(page).getByRole("list", { name, exact: true }).getByRole("listitem");
const card = (page: Page) => page.getByRole("dialog", { name: t("search.syntax.title"), exact: true });
const star = (page: Page) => page.getByRole("button", { name: t("search.saved.save"), exact: true });
const panel = (page: Page) => page.getByRole("region", { name: t("search.concordance.label"), exact: true });
const lines = (page: Page) => page.getByRole("table", { name: t("search.concordance.label"), exact: true });
const keywords = (page: Page) => lines(page).getByRole("link");

/** Concord's hints about a query that wasn't interpreted as typed. */
const HINTS = [
  like("search.hints.unclosed-quote"),
  like("search.hints.unbalanced-parenthesis"),
  like("search.hints.lone-operator", { operator: ["or", "minus", "other"] }),
  like("search.hints.unknown-field"),
  like("search.hints.unknown-value", { field: ["in", "lang", "page", "is", "other"] }),
  like("search.hints.too-deep"),
  like("search.hints.too-long"),
];

/** A separate member for each test, because saved searches are private. */
const member = test.extend({
  storageState: async ({ people }, use) => use((await people.join("reader")).state),
});

/** Opens the report and searches by keyboard until the first hit is open. */
async function searchFor(page: Page, query: string): Promise<void> {
  await box(page).fill(query);
  await expect(hits(page).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(said(page)).toHaveText(/^1 of \d+$/u);
}

/**
 * Opens the report as a concordance, and waits until the page is interactive, because only then can the lines be
 * focused.
 */
async function openLines(page: Page, query: string): Promise<void> {
  await page.goto(`${REPORT.address}?${new URLSearchParams({ q: query, view: "lines" })}`);
  await expect(panel(page)).toBeFocused();
}

test("the syntax card can be opened from the search box with the keyboard, and inserts an example into the box", async ({
  page,
}) => {
  await openReport(page);
  await page.keyboard.press("/");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: t("search.syntax.title"), exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(card(page)).toBeVisible();
  await expect(card(page)).toContainText(t("search.syntax.scripts"));
  await expectNoAxeViolations(page);
  await card(page)
    .getByRole("button", { name: t("search.syntax.examples.phrase.type"), exact: true })
    .press("Enter");
  await expect(card(page)).toBeHidden();
  await expect(box(page)).toHaveValue(t("search.syntax.examples.phrase.type"));
  await expect(box(page)).toBeFocused();
  await expect(hits(page).first()).toContainText(/soft power/iu);
});

test("every example of the syntax card is parsed as intended", async ({ page }) => {
  await openReport(page);
  await page.getByRole("button", { name: t("search.syntax.title"), exact: true }).click();
  const examples = await card(page).getByRole("definition").count();
  for (let index = 0; index < examples; index++) {
    if (index > 0) await page.getByRole("button", { name: t("search.syntax.title"), exact: true }).click();
    const example = card(page).getByRole("term").nth(index).getByRole("button");
    const query = (await example.textContent()) ?? "";
    await example.click();
    await expect(box(page)).toHaveValue(query);
    await expect(said(page)).toHaveText(like("search.total"));
    await expect(page.getByText(new RegExp(HINTS.map(({ source }) => source).join("|"), "u"))).toBeHidden();
  }
});

test("the syntax card opens from the list of shortcuts, and returns focus to the search box", async ({ page }) => {
  await openReport(page);
  await page.keyboard.press("?");
  await page
    .getByRole("dialog", { name: t("keys.label"), exact: true })
    .getByRole("button", { name: t("search.syntax.title"), exact: true })
    .click();
  await expect(card(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(card(page)).toBeHidden();
  await expect(box(page)).toBeFocused();

  await page.goto("/team");
  await openAccountMenu(page);
  await page.getByRole("button", { name: t("keys.label"), exact: true }).click();
  await expect(page.getByRole("dialog", { name: t("keys.label"), exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: t("search.syntax.title"), exact: true })).toBeHidden();
});

member("recent searches are offered only below an empty search box", async ({ page }) => {
  await openReport(page);
  await box(page).focus();
  await expect(past(page)).toBeHidden();
  await searchFor(page, "Gomel");
  await searchFor(page, "lingua franca");
  await expect(past(page)).toBeHidden();

  await openReport(page);
  await page.keyboard.press("/");
  await expect(group(page, t("search.past.recent"))).toHaveText(["lingua franca", "Gomel"]);
  await expectNoAxeViolations(page);
  await page.keyboard.type("s");
  await expect(past(page)).toBeHidden();
  await page.keyboard.press("Backspace");
  await expect(past(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(past(page)).toBeHidden();
  await expect(box(page)).toBeFocused();

  await openReport(page);
  await page.keyboard.press("/");
  await page.keyboard.press("ArrowDown");
  await expect(group(page, t("search.past.recent")).first().getByRole("button")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(box(page)).toBeFocused();
  await expect(past(page)).toBeHidden();

  await page.goto("/");
  await libraryBox(page).focus();
  await expect(past(page)).toBeHidden();
});

member("a recent search can be repeated, and recent searches can be cleared", async ({ page }) => {
  await openReport(page);
  await searchFor(page, "Gomel");
  await searchFor(page, "lingua franca");
  await page.getByRole("button", { name: t("search.clear"), exact: true }).click();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(box(page)).toHaveValue("Gomel");
  await expect(box(page)).toBeFocused();
  await expect(hits(page)).toHaveCount(1);

  await page.getByRole("button", { name: t("search.clear"), exact: true }).click();
  await past(page)
    .getByRole("button", { name: t("search.past.clear"), exact: true })
    .click();
  await expect(past(page)).toBeHidden();
  await expect(box(page)).toBeFocused();
  await openReport(page);
  await page.keyboard.press("/");
  await expect(box(page)).toBeFocused();
  await expect(past(page)).toBeHidden();
});

member("a search is saved under a name, found in another browser, deleted, and restored", async ({ page }) => {
  await openReport(page);
  await box(page).fill("lingua franca");
  await page.getByRole("button", { name: t("search.match.all"), exact: true }).click();
  await star(page).click();
  await expect(page.getByRole("textbox", { name: t("search.saved.name"), exact: true })).toHaveValue("lingua franca");
  await expectNoAxeViolations(page);
  await page.getByRole("textbox", { name: t("search.saved.name"), exact: true }).fill("The common language");
  await page.keyboard.press("Enter");
  const kept = page.getByRole("button", { name: t("search.saved.delete"), exact: true });
  await expect(kept).toBeFocused();

  await page.goto("/");
  await libraryBox(page).focus();
  const saved = group(page, t("search.past.saved")).filter({ hasText: "The common language" });
  await expect(saved).toContainText("lingua franca · In russian soft power in kazakhstan");
  await expectNoAxeViolations(page);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${REPORT.address}?q=lingua+franca&match=all`);
  await expect(kept).toBeVisible();

  await page.getByRole("button", { name: t("search.clear"), exact: true }).click();
  await saved.getByRole("button", { name: "The common language lingua franca", exact: true }).click();
  await expect(page.getByRole("button", { name: t("search.match.all"), exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await kept.click();
  await expect(star(page)).toBeVisible();
  await page.getByRole("button", { name: t("search.saved.undo"), exact: true }).click();
  await expect(kept).toBeVisible();

  await page.getByRole("button", { name: t("search.clear"), exact: true }).click();
  await saved
    .getByRole("button", { name: t("search.saved.deleteNamed", { name: "The common language" }), exact: true })
    .click();
  await expect(saved).toBeHidden();
  await expect(page.getByText(t("search.saved.deleted"), { exact: true })).toBeVisible();
});

member("a failure to save is reported, and the second attempt succeeds", async ({ page, troubles }) => {
  troubles.expect(/503/u);
  await openReport(page);
  await box(page).fill("Gomel");
  await expect(hits(page)).toHaveCount(1);
  await page.route("**/saved-searches", (route) =>
    route.request().method() === "POST" ? route.fulfill({ status: 503, json: {} }) : route.fallback(),
  );
  await star(page).click();
  await page.getByRole("button", { name: t("search.saved.submit"), exact: true }).click();
  await expect(page.getByText(t("search.saved.notSaved"), { exact: true })).toBeVisible();
  await page.unroute("**/saved-searches");
  await page.getByRole("button", { name: t("search.saved.again"), exact: true }).click();
  await expect(page.getByRole("button", { name: t("search.saved.delete"), exact: true })).toBeVisible();
});

test("the concordance lists every occurrence on its own line, in the selected order", async ({ page }) => {
  await openLines(page, '"lingua franca"');
  await expect(keywords(page)).toHaveText(["lingua franca", "lingua franca"]);
  await expect(page.getByText(t("search.concordance.total", { count: 2 }), { exact: true })).toBeVisible();
  await expect(lines(page).getByRole("row").nth(1)).toContainText("losing its status of ");
  await expectNoAxeViolations(page);

  const after = lines(page).getByRole("columnheader", { name: t("search.concordance.right"), exact: true });
  const first = () => keywords(page).first().getAttribute("aria-label");
  await after.getByRole("button").click();
  await expect(after).toHaveAttribute("aria-sort", "ascending");
  await expect(
    lines(page).getByRole("columnheader", { name: t("search.concordance.place"), exact: true }),
  ).not.toHaveAttribute("aria-sort");
  const sorted = await keywords(page).evaluateAll((links) => links.map((link) => link.getAttribute("aria-label")));
  const contexts = sorted.map((label) => label?.split("lingua franca")[1]?.trim().toLowerCase() ?? "");
  expect(contexts).toEqual([...contexts].sort((a, b) => a.localeCompare(b)));
  await lines(page)
    .getByRole("columnheader", { name: t("search.concordance.place"), exact: true })
    .getByRole("button")
    .click();
  expect(await first()).toContain("losing its status of lingua franca");
});

test("keywords are aligned, and only the outer ends of their context are cut off", async ({ page }) => {
  await openLines(page, t("search.syntax.examples.phrase.type"));
  await expect(keywords(page).nth(10)).toBeVisible();
  const centres = await keywords(page).evaluateAll((links) =>
    links.map((link) => {
      const { left, right } = link.closest("td")!.getBoundingClientRect();
      return Math.round((left + right) / 2);
    }),
  );
  expect(new Set(centres).size).toBe(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});

test("lines can be navigated and opened with the keyboard", async ({ page }) => {
  await openLines(page, '"lingua franca"');
  await keywords(page).first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(keywords(page).nth(1)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(keywords(page).first()).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  const text = page.getByRole("article", { name: t("reader.text"), exact: true });
  const passage = text.getByText(/lose its lingua franca status/u);
  await expect(passage).toBeInViewport();
  await expect(passage).toBeFocused();
  await expect(keywords(page)).toHaveCount(2);
  await keywords(page).first().click();
  await expect(text.getByText(/losing its status of lingua franca/u)).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(lines(page)).toBeHidden();
  await expect(text.getByText(/losing its status of lingua franca/u)).toBeFocused();
});

test("lines can be downloaded as CSV, in the displayed order", async ({ page }) => {
  await openLines(page, '"lingua franca"');
  await expect(keywords(page)).toHaveCount(2);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: t("search.concordance.download"), exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/u);
  const csv = await readFile(await download.path(), "utf8");
  const [head, first, second, rest] = csv.split("\r\n");
  const columns = ["report", "section", "place", "left", "keyword", "right"] as const;
  expect(head).toBe(`\uFEFF${columns.map((column) => `"${t(`search.concordance.${column}`)}"`).join(",")}`);
  expect(first).toContain(REPORT.title);
  expect(first).toContain('losing its status of","lingua franca",');
  expect(second).toContain("lingua franca");
  expect(rest).toBe("");
});

test("shows more lines on request", async ({ page }) => {
  await openLines(page, "the");
  await expect(keywords(page)).toHaveCount(500);
  await panel(page)
    .getByRole("button", { name: like("search.more") })
    .click();
  await expect.poll(() => keywords(page).count()).toBeGreaterThan(500);
});

test("the outline shows the number of hits per section", async ({ page }) => {
  await page.goto(`${REPORT.address}?q="lingua+franca"`);
  await expect(hits(page)).toHaveCount(2);
  await reportIsReady(page);
  await page.getByRole("button", { name: t("search.view.outline"), exact: true }).click();
  const outline = page.getByRole("navigation", { name: t("reader.outline"), exact: true });
  await expect(outline.getByRole("link", { name: part("reader.hits", { count: [1, 2] }) }).first()).toBeVisible();
  const counted = await outline.getByRole("img", { name: like("reader.hits") }).allTextContents();
  expect(counted.map(Number).reduce((a, b) => a + b, 0)).toBe(2);
  await expectNoAxeViolations(page);
});

test("marks next to the scroll bar show where the hits are", async ({ page }) => {
  await page.goto(`${REPORT.address}?q="lingua+franca"`);
  await expect(hits(page)).toHaveCount(2);
  // The path with the tick marks is decorative, so it has neither a role nor a name.
  const ticks = page.getByTestId("hit-ticks");
  await expect(ticks).toHaveAttribute("d", /^(M[\d.]+ \d+H1){2}$/u);
  const path = (await ticks.getAttribute("d")) ?? "";
  const [tick = 0] = [...path.matchAll(/M[\d.]+ (\d+)/gu)].map(([, height]) => Number(height) / 2_000);
  const passage = page
    .getByRole("article", { name: t("reader.text"), exact: true })
    .getByText(/losing its status of lingua franca/u);
  const [top, bottom] = await passage.evaluate((element) => {
    const rect = element.getBoundingClientRect();
    return [rect.top, rect.bottom].map((y) => (y + window.scrollY) / document.documentElement.scrollHeight);
  });
  expect(tick).toBeGreaterThanOrEqual(top! - 0.001);
  expect(tick).toBeLessThanOrEqual(bottom! + 0.001);
  await page.getByRole("button", { name: t("search.clear"), exact: true }).click();
  await expect(ticks).toBeHidden();
});

test("on a phone, the search box is as wide as the header, and its card and lists fit on the screen", async ({
  opened,
  ownerState,
}) => {
  const page = await (await opened(ownerState, { viewport: PHONE, hasTouch: true })).newPage();
  await page.goto(REPORT.address);
  await box(page).tap();
  await expect.poll(async () => (await box(page).boundingBox())?.width).toBeGreaterThan(300);
  await page.getByRole("button", { name: t("search.syntax.title"), exact: true }).tap();
  await expect(card(page)).toBeVisible();
  await expectNoAxeViolations(page);
  await card(page)
    .getByRole("button", { name: t("search.syntax.examples.pages.type"), exact: true })
    .tap();
  await expect(box(page)).toHaveValue(t("search.syntax.examples.pages.type"));

  await openLines(page, t("search.syntax.examples.phrase.type"));
  await expect(keywords(page).nth(10)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
  await expectNoAxeViolations(page);
});

for (const colorScheme of ["dark", "light"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("the concordance and the list below the search box have no accessibility violations", async ({ page }) => {
      await openLines(page, t("search.syntax.examples.phrase.type"));
      await expect(keywords(page).nth(10)).toBeVisible();
      await expectNoAxeViolations(page);
      await openReport(page);
      await searchFor(page, "Gomel");
      await page.getByRole("button", { name: t("search.clear"), exact: true }).click();
      await expect(past(page)).toBeVisible();
      await expectNoAxeViolations(page);
    });
  });
}

test("explains why results were found", async ({ page }) => {
  await openReport(page);
  await box(page).fill("Шибутов budgets");
  const explain = page.getByRole("button", { name: t("search.explain"), exact: true });
  await explain.press("Enter");
  await expect(explain).toHaveAttribute("aria-pressed", "true");
  const reasons = page.getByRole("complementary", { name: t("search.results"), exact: true }).getByRole("listitem");
  await expect(
    reasons
      .filter({
        hasText: like("search.why.word", {
          asked: "budgets",
          found: `${t("search.why.foundAs", { word: ANY, how: t("search.why.found.form") })}${ANY}`,
        }),
      })
      .first(),
  ).toBeVisible();
  await expect(reasons.filter({ hasText: like("search.why.word", { asked: "шибутов" }) }).first()).toBeVisible();
  await expect(reasons.filter({ hasText: like("search.why.missing") }).first()).toBeVisible();
  await expectNoAxeViolations(page);
  await page.reload();
  await expect(explain).toHaveAttribute("aria-pressed", "true");
  await explain.click();
  await expect(reasons.filter({ hasText: like("search.why.missing") })).toHaveCount(0);
});
