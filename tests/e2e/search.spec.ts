import type { Page } from "@playwright/test";
import { expectNoAxeViolations } from "./support/axe";
import { expect, test } from "./support/people";
import { openReport, PHONE, REPORT } from "./support/reports";

const box = (page: Page) => page.getByRole("textbox", { name: "Search this report" });
const results = (page: Page) => page.getByRole("complementary", { name: "Search results" });
const hits = (page: Page) => results(page).getByRole("listitem").getByRole("link");

/** The report's text, where a passage stands once; a list of hits may show it too. */
const text = (page: Page) => page.getByRole("article", { name: "Text of the report" });

/** The words that are marked in the text under a style's name. */
const marked = (page: Page, style: "search" | "search-current") =>
  page.evaluate((name) => {
    const textOf = (range: Range) => {
      const copy = range.cloneContents();
      for (const skipped of copy.querySelectorAll("[data-skip]")) skipped.remove();
      return copy.textContent;
    };
    return [...(CSS.highlights.get(name) ?? [])].map((range) => textOf(range as Range));
  }, style);

test("by keyboard alone: find a table row, read it, and come back", async ({ page }) => {
  await openReport(page, "#conclusions");
  await page.keyboard.press("/");
  await expect(box(page)).toBeFocused();
  await page.keyboard.type("Gomel");
  await expect(hits(page).first()).toContainText("BELARUS");
  await expect(hits(page).first()).toContainText("p. 5 · Table · Russian Soft Power: Rossotrudnichestvo's network");

  await page.keyboard.press("ArrowDown");
  await expect(hits(page).first()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(box(page)).toBeFocused();
  await page.keyboard.press("Enter");
  const row = page.getByRole("row", { name: /^BELARUS/u });
  await expect(row).toBeInViewport();
  await expect(row).toBeFocused();
  await expect(page).toHaveURL(/\?q=Gomel#b[0-9a-z]+$/u);
  await expect.poll(() => marked(page, "search-current")).toEqual(["Gomel"]);

  await page.keyboard.press("Escape");
  await expect(results(page)).toBeHidden();
  await expect(row).toBeInViewport();
  await expect.poll(() => marked(page, "search")).toEqual([]);
  await page.keyboard.press("b");
  await expect(page.getByRole("heading", { name: "Conclusions" })).toBeInViewport();
});

test("typing leaves the page where it is", async ({ page }) => {
  await openReport(page, "#conclusions");
  const scrollY = () => page.evaluate(() => window.scrollY);
  const before = await scrollY();
  await page.keyboard.press("/");
  await page.keyboard.type("Gomel");
  await expect(hits(page)).toHaveCount(1);
  expect(await scrollY()).toBe(before);
});

test("the results and an open hit have no accessibility findings", async ({ page }) => {
  await page.goto(`${REPORT.address}?q=Gomel`);
  await expect(hits(page)).toHaveCount(1);
  await expectNoAxeViolations(page);
  await hits(page).click();
  await expect.poll(() => marked(page, "search-current")).toEqual(["Gomel"]);
  await expectNoAxeViolations(page);
});

test("n and N go through the hits, and the back button through those that were opened", async ({ page }) => {
  await page.goto(REPORT.address);
  await box(page).fill("lingua franca");
  await expect(page.getByRole("status")).toHaveText("2 passages");
  await expect.poll(() => marked(page, "search")).toEqual(["lingua", "franca", "lingua", "franca"]);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toHaveText("1 of 2");
  await expect(text(page).getByText("losing its status of lingua franca")).toBeInViewport();
  await page.keyboard.press("n");
  await expect(text(page).getByText("lose its lingua franca status")).toBeInViewport();
  await expect(page.getByRole("status")).toHaveText("2 of 2");
  await page.keyboard.press("n");
  await expect(page.getByRole("status")).toHaveText("1 of 2");
  await page.keyboard.press("N");
  await expect(page.getByRole("status")).toHaveText("2 of 2");

  await page.goBack();
  await expect(page.getByRole("status")).toHaveText("1 of 2");
  await expect(text(page).getByText("losing its status of lingua franca")).toBeInViewport();
});

test("a heading is found and opened like any other passage", async ({ page }) => {
  await openReport(page);
  await box(page).fill("conclusions");
  await hits(page).filter({ hasText: "Heading" }).click();
  await expect(page.getByRole("heading", { name: "Conclusions" })).toBeInViewport();
  await expect(page.getByRole("heading", { name: "Conclusions" })).toBeFocused();
});

test("n goes through every hit, those too that the list does not show at first", async ({ page }) => {
  await openReport(page);
  await box(page).fill("the");
  await expect(page.getByRole("status")).toHaveText(/^\d{3} passages$/u);
  const total = Number((await page.getByRole("status").textContent())?.split(" ")[0]);
  await page.keyboard.press("Enter");
  for (let place = 1; place <= total; place++) {
    await expect(page.getByRole("status")).toHaveText(`${place} of ${total}`);
    await page.keyboard.press("n");
  }
  await expect(page.getByRole("status")).toHaveText(`1 of ${total}`);
});

test("Enter opens the first hit of what was typed last, even before it was found", async ({ page }) => {
  await openReport(page);
  await page.keyboard.press("/");
  await page.keyboard.type("gomel\n");
  await expect(page.getByRole("row", { name: /^BELARUS/u })).toBeFocused();
  await page.keyboard.press("/");
  await page.keyboard.type("tashkent\n");
  await expect(page.getByRole("row", { name: /^UZBEKISTAN/u })).toBeFocused();
  await expect(page.getByRole("status")).toHaveText("1 of 1");
});

test("back leads to where the reader was before this search, not before an earlier one", async ({ page }) => {
  await openReport(page, "#introduction");
  await box(page).fill("gomel");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row", { name: /^BELARUS/u })).toBeFocused();
  await page.keyboard.press("Escape");
  await page
    .getByRole("navigation", { name: "Outline" })
    .getByRole("link", { name: /^Conclusions/u })
    .click();
  await expect(page.getByRole("banner")).toContainText("p. 22");
  await box(page).fill("Hermitage");
  await page.keyboard.press("Enter");
  await expect(text(page).getByText("the home of the Hermitage Museum")).toBeInViewport();
  await page.keyboard.press("b");
  await expect(page.getByRole("heading", { name: "Conclusions" })).toBeInViewport();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the text can be read and searched", async ({ page }) => {
    await page.goto(`${REPORT.address}?q=lingua+franca`);
    await expect(hits(page)).toHaveCount(2);
    await page.goto("/?q=lingua+franca");
    await expect(page.getByRole("link", { name: /losing its status of lingua franca/u })).toBeVisible();
  });
});

test("a quoted phrase is found across the end of a page, and its page is where its paragraph begins", async ({
  page,
}) => {
  await page.goto(REPORT.address);
  await box(page).fill('"students of Kazakhstan"');
  await expect(hits(page)).toHaveCount(1);
  await expect(hits(page)).toContainText("p. 7");
  await page.keyboard.press("Enter");
  await expect.poll(() => marked(page, "search-current")).toEqual(["students of Kazakhstan"]);
});

test("footnotes are found as footnotes", async ({ page }) => {
  await page.goto(REPORT.address);
  await box(page).fill("Lillis currency turmoil");
  await expect(hits(page).first()).toContainText("Lillis Joana, Central Asia Battered by Currency Turmoil");
  await expect(hits(page).first()).toContainText("p. 3 · Footnote · Introduction");
});

test("an address with a query and a passage opens both", async ({ page }) => {
  await page.goto(REPORT.address);
  await box(page).fill("Hermitage");
  await hits(page).first().click();
  const address = page.url();
  await page.goto("/");
  await page.goto(address);
  await expect(box(page)).toHaveValue("Hermitage");
  await expect(text(page).getByText("the home of the Hermitage Museum")).toBeInViewport();
  await expect.poll(() => marked(page, "search-current")).toEqual(["Hermitage"]);
});

test("nothing found says so; the outline comes back when the box is emptied", async ({ page }) => {
  await page.goto(REPORT.address);
  await box(page).fill("zzyzx");
  await expect(results(page)).toContainText("Nothing here matches “zzyzx”.");
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: "Clear the search" }).click();
  await expect(box(page)).toBeFocused();
  await expect(page.getByRole("navigation", { name: "Outline" })).toBeVisible();
  await expect(page).toHaveURL(REPORT.address);
});

test("when the text to search cannot be fetched, that is said and can be tried again", async ({ page, troubles }) => {
  troubles.expect(/503/u);
  await page.route("**/documents", (route) => route.fulfill({ status: 503, json: {} }));
  await page.goto(REPORT.address);
  await box(page).fill("Gomel");
  await expectNoAxeViolations(page);
  await page.unroute("**/documents");
  await results(page).getByRole("alert").getByRole("button", { name: "Try again" }).click();
  await expect(hits(page).first()).toContainText("BELARUS");
});

test("many hits are shown when asked for", async ({ page }) => {
  await page.goto(REPORT.address);
  await box(page).fill("Russian");
  await expect(hits(page)).toHaveCount(50);
  await results(page)
    .getByRole("button", { name: /^Show all \d+$/u })
    .click();
  await expect.poll(() => hits(page).count()).toBeGreaterThan(60);
});

test("any text can be typed", async ({ page }) => {
  await page.goto(REPORT.address);
  for (const query of ['"', '"" -', "«", "\u202E\u0000", "%", "()", "a".repeat(1000)]) {
    await box(page).fill(query);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  await box(page).fill("Gomel");
  await expect(hits(page).first()).toContainText("BELARUS");
});

test("on a phone the results lie over the page and give way to the passage", async ({
  browser,
  ownerState,
  troubles,
}) => {
  const context = await browser.newContext({ viewport: PHONE, hasTouch: true, storageState: ownerState });
  troubles.watch(context);
  const page = await context.newPage();
  await page.goto(REPORT.address);
  await box(page).tap();
  await box(page).fill("lingua franca");
  await expect(hits(page)).toHaveCount(2);
  await expectNoAxeViolations(page);
  await hits(page).first().tap();
  await expect(results(page)).toBeHidden();
  await expect(text(page).getByText("losing its status of lingua franca")).toBeInViewport();
  await expect(page.getByRole("status")).toHaveText("1 of 2");
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: "Next hit" }).filter({ visible: true }).tap();
  await expect(text(page).getByText("lose its lingua franca status")).toBeInViewport();
  await page.getByRole("button", { name: "Back to where I was" }).filter({ visible: true }).tap();
  await expect(page.getByRole("heading", { level: 1 })).toBeInViewport();
  await context.close();
});
