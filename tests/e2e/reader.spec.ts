import { MANY, part, t } from "../support/messages";
import { expectNoAxeViolations } from "./support/axe";
import { openAccountMenu } from "./support/menus";
import { expect, test } from "./support/people";
import { openReport, PHONE, REPORT } from "./support/reports";

test("the text has sections, pages, a table, figures and the list of goals", async ({ page }) => {
  await page.goto(REPORT.address);
  const text = page.getByRole("article", { name: t("reader.text"), exact: true });
  await expect(text.getByRole("heading", { level: 2 })).toHaveText([
    t("collections.introduction"),
    "Russian Soft Power: Rossotrudnichestvo's network and instruments",
    "Establishing soft power and the use of force: Russia's version of the concept",
    "Conclusions",
    "Information about the authors",
    t("reader.footnotes"),
  ]);
  await expect(text.getByRole("row", { name: /^BELARUS/u })).toContainText("Minsk, Brest and Gomel (3)");
  await expect(text.getByRole("rowheader", { name: "COMMONWEALTH OF INDEPENDENT STATES", exact: true })).toBeVisible();
  await expect(text.getByRole("figure").filter({ hasText: t("reader.pictureMissing") })).toHaveCount(4);
  for (const letter of "abcdefg") {
    await expect(text.getByRole("listitem").filter({ hasText: new RegExp(`^\\(${letter}\\) `, "u") })).toHaveCount(1);
  }
  await expect(text.getByText(part("reader.rights", { count: [0, MANY] }))).toBeVisible();
});

test("an outline entry leads to its section, and the header shows the reader's position", async ({ page }) => {
  await page.goto(REPORT.address);
  const outline = page.getByRole("navigation", { name: t("reader.outline"), exact: true });
  await outline.getByRole("link", { name: /^Conclusions/u }).click();
  await expect(page.getByRole("heading", { name: "Conclusions", exact: true })).toBeInViewport();
  await expect(page.getByRole("banner")).toContainText("Conclusions");
  await expect(page.getByRole("banner")).toContainText("p. 22");
  await expect(page.getByRole("banner").getByText(REPORT.title, { exact: true })).toBeVisible();
  await expect(outline.getByRole("link", { name: /^Conclusions/u })).toHaveAttribute("aria-current", "location");
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toBeInViewport();
});

test("the reader's position survives a reload and going back", async ({ page }) => {
  await openReport(page);
  const paragraph = page.getByText(/^In 2013, Rossotrudnichestvo's budget/u);
  await paragraph.evaluate((block) => block.scrollIntoView());
  await expect(paragraph).toBeInViewport();
  await page.reload();
  await expect(paragraph).toBeInViewport();
  await page.goto("/notes");
  await page.goBack();
  await expect(paragraph).toBeInViewport();
});

test("without scripts, the whole text is visible and the links to its sections work", async ({ browser, page }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const plain = await context.newPage();
  await plain.goto(REPORT.address);
  await expect(plain.getByText(/^In 2013, Rossotrudnichestvo's budget/u)).toBeVisible();
  await plain.goto(`${REPORT.address}#conclusions`);
  await expect(plain.getByRole("heading", { name: "Conclusions", exact: true })).toBeInViewport();
  await context.close();
});

test("the outline does not treat text below a chart as part of the chart", async ({ page }) => {
  await page.goto(REPORT.address);
  const outline = page.getByRole("navigation", { name: t("reader.outline"), exact: true });
  const here = outline.locator("[aria-current]");
  await outline.getByRole("link", { name: /^Chart 1/u }).click();
  await expect(here).toHaveText(/^Chart 1/u);
  await page.getByText(/^In 2013, Rossotrudnichestvo's budget/u).evaluate((block) => block.scrollIntoView());
  await expect(here).toHaveText(/^Russian Soft Power: Rossotrudnichestvo/u);
  await expect(page.getByRole("complementary", { name: t("reader.outline"), exact: true })).toBeVisible();
});

test("the links in the text form a single tab stop, and the arrow keys reach each of them", async ({ page }) => {
  await openReport(page);
  const text = page.getByRole("article", { name: t("reader.text"), exact: true });
  const links = text.locator("a[href], button");
  await expect(links.and(page.locator('[tabindex="0"]'))).toHaveCount(1);
  let stops = 0;
  let inText = 0;
  // Tabs through the page once. After the last tab stop on the page, the focus moves to the browser itself.
  for (; stops < 100; stops += 1) {
    await page.keyboard.press("Tab");
    const where = await page.evaluate((name) => {
      const { activeElement: at, body } = document;
      if (!at || at === body) return "outside";
      return at.closest(`article[aria-label="${name}"]`) ? "text" : "page";
    }, t("reader.text"));
    if (where === "outside") break;
    if (where === "text") inText += 1;
  }
  expect(inText).toBe(1);
  expect(stops).toBeLessThan(60);

  // Runs in a single evaluation, because other tests highlight the same text concurrently and thereby change the list.
  const seen = await text.evaluate((root) => {
    const all = [...root.querySelectorAll<HTMLElement>("a[href], button")];
    const press = (key: string) =>
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    all[0]?.focus();
    const forth = all.filter((link) => {
      const isHere = document.activeElement === link;
      press("ArrowRight");
      return isHere;
    });
    press("ArrowLeft");
    return { all: all.length, forth: forth.length, isLastButOne: document.activeElement === all.at(-2) };
  });
  expect(seen.all).toBeGreaterThan(100);
  expect(seen).toEqual({ all: seen.all, forth: seen.all, isLastButOne: true });

  // Tab continues from the paragraph that was focused by keyboard.
  const paragraph = page.getByText(/^Due to the weakened Russian economy/u);
  await paragraph.focus();
  await page.keyboard.press("Tab");
  await expect(paragraph.locator(":focus")).toBeInViewport();
  await page.keyboard.press("ArrowRight");
  await expect(paragraph.getByRole("link", { name: t("reader.footnote", { label: "2" }), exact: true })).toBeFocused();
});

test("a footnote opens in place, and focus returns to its marker", async ({ page }) => {
  await page.goto(REPORT.address);
  const marker = page.getByRole("link", { name: t("reader.footnote", { label: "11" }), exact: true });
  await marker.click();
  const note = page.getByRole("dialog", { name: t("reader.footnote", { label: "11" }), exact: true });
  await expect(note).toContainText("Шибутов М. Пути повышения эффективности");
  await expectNoAxeViolations(page, { withText: true });
  await page.keyboard.press("Escape");
  await expect(note).toBeHidden();
  await expect(marker).toBeFocused();
});

test("footnotes and their markers link to each other", async ({ page }) => {
  await page.goto(REPORT.address);
  await page.getByRole("link", { name: t("reader.footnote", { label: "47" }), exact: true }).click();
  await page.getByRole("link", { name: t("reader.goToFootnote"), exact: true }).click();
  const footnote = page.getByRole("listitem").filter({ hasText: "The SIPRI Military Expenditure Database 2014" });
  await expect(footnote.last()).toBeInViewport();
  await page.getByRole("link", { name: part("reader.backToText", { label: "47", nth: 1 }) }).click();
  await expect(page.getByRole("link", { name: t("reader.footnote", { label: "47" }), exact: true })).toBeInViewport();
});

test("colours follow the device's setting until the reader chooses others, which are remembered", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(REPORT.address);
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const dark = await paper();
  await openAccountMenu(page);
  await expectNoAxeViolations(page, { withText: true });
  await page.getByRole("radio", { name: t("theme.sepia"), exact: true }).click();
  await expect.poll(paper).not.toBe(dark);
  const sepia = await paper();
  await expectNoAxeViolations(page, { withText: true });
  await page.reload();
  expect(await paper()).toBe(sepia);
  await openAccountMenu(page);
  await expect(page.getByRole("radio", { name: t("theme.sepia"), exact: true })).toBeChecked();
  await page.getByRole("radio", { name: t("theme.system"), exact: true }).click();
  await expect.poll(paper).toBe(dark);
});

test("text size and line width are selected in the menu, and apply to the next page from the start", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1600, height: 900 });
  await openReport(page);
  const text = page.getByRole("article", { name: t("reader.text"), exact: true });
  const size = () => text.evaluate((each) => Number.parseFloat(getComputedStyle(each).fontSize));
  const width = async () => (await text.boundingBox())?.width ?? 0;
  const before = { size: await size(), width: await width() };
  await openAccountMenu(page);
  await page.getByRole("button", { name: t("reading.sizes.large"), exact: true }).click();
  await expect.poll(size).toBeGreaterThan(before.size);
  await expect.poll(width).toBeGreaterThan(before.width);
  await page.getByRole("button", { name: t("reading.widths.narrow"), exact: true }).click();
  await expect.poll(width).toBeLessThan(before.width);
  await expectNoAxeViolations(page);
  const after = { size: await size(), width: await width() };
  expect(await (await page.request.get(REPORT.address)).text()).toMatch(
    /<html[^>]* data-text-size="large" data-line-width="narrow"/u,
  );
  await openReport(page);
  expect({ size: await size(), width: await width() }).toEqual(after);
  await openAccountMenu(page);
  await page
    .getByRole("button", { name: t("reading.sizes.normal"), exact: true })
    .first()
    .click();
  await expect.poll(size).toBe(before.size);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the whole reader has no accessibility violations in ${colorScheme} mode`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(REPORT.address);
    await expectNoAxeViolations(page, { withText: true });
  });
}

test("? lists the keyboard shortcuts, and single-key shortcuts can be turned off", async ({ page }) => {
  await openReport(page);
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: t("keys.label"), exact: true });
  await expect(keys).toContainText(t("keys.does.search"));
  await expectNoAxeViolations(page, { withText: true });
  await keys.getByRole("switch", { name: t("keys.single"), exact: true }).click();
  await page.keyboard.press("Escape");
  await expect(keys).toBeHidden();
  await page.keyboard.press("/");
  await expect(page.getByRole("textbox", { name: t("search.inReport"), exact: true })).not.toBeFocused();
  await openReport(page);
  await page.keyboard.press("?");
  await expect(keys).toBeHidden();
  await openAccountMenu(page);
  await page.getByRole("button", { name: t("keys.label"), exact: true }).click();
  await keys.getByRole("switch", { name: t("keys.single"), exact: true }).click();
  await page.keyboard.press("Escape");
  await expect(keys).toBeHidden();
  await page.keyboard.press("/");
  await expect(page.getByRole("textbox", { name: t("search.inReport"), exact: true })).toBeFocused();
});

test("j and k move between paragraphs", async ({ page }) => {
  await openReport(page, "#conclusions");
  await page.keyboard.press("j");
  await expect(page.getByRole("heading", { name: "Conclusions", exact: true })).toBeFocused();
  await page.keyboard.press("j");
  await expect(page.getByText(/^A month after 2008 military conflict/u)).toBeFocused();
  await page.keyboard.press("k");
  await expect(page.getByRole("heading", { name: "Conclusions", exact: true })).toBeFocused();
});

test("the printed page contains the text and its footnotes, but no controls", async ({ page }) => {
  await page.goto(REPORT.address);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(page.getByRole("navigation", { name: t("reader.outline"), exact: true })).toBeHidden();
  await expect(page.getByRole("heading", { name: "Conclusions", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: part("reader.backToText", { nth: 1 }) }).first()).toBeHidden();
});

test.describe("on a phone", () => {
  test.use({ viewport: PHONE, hasTouch: true });

  test("nothing is wider than the window", async ({ page }) => {
    for (const address of ["/", REPORT.address]) {
      await page.goto(address);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, address).toBeLessThanOrEqual(0);
    }
  });

  test("the outline is a sheet", async ({ page }) => {
    await page.goto(REPORT.address);
    await page.getByRole("button", { name: t("reader.openOutline"), exact: true }).tap();
    const sheet = page.getByRole("dialog", { name: t("reader.outline"), exact: true });
    await expectNoAxeViolations(page, { withText: true });
    await sheet.getByRole("link", { name: /^Conclusions/u }).tap();
    await expect(sheet).toBeHidden();
    await expect(page.getByRole("heading", { name: "Conclusions", exact: true })).toBeInViewport();
    const header = page.getByRole("banner");
    await expect(header.getByText(REPORT.title, { exact: true })).toBeInViewport();
    await expect(header.getByText(/^p\. \d+$/u)).toBeInViewport();
  });
});
