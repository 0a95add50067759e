import { randomUUID } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { longReport } from "../support/long-report";
import { like, part, t } from "../support/messages";
import { scanOf } from "../support/scans";
import { expectNoAxeViolations } from "./support/axe";
import { chooseFiles, longPdf, rowOf } from "./support/imports";
import { startInstance } from "./support/instance";
import { expect, People, test } from "./support/people";

const TEXT = "The survey of the basin was made by nine people in two wet summers.";
const SLOW = { timeout: 60_000 };

/** What the page shows while a PDF is being read. */
const READING = new RegExp(`${part("add.jobs.pages").source}|${part("add.jobs.structure").source}`, "u");

/** A title that only this test uses. */
const newTitle = (word: string) => `${word} ${randomUUID().slice(0, 8)}`;
const markdownOf = (title: string) => `---\ntitle: ${title}\nauthors: [Mira Castellan]\n---\n\n## Opening\n\n${TEXT}\n`;
const preview = (page: Page) => page.getByRole("heading", { name: t("add.previewTitle"), exact: true });
const bell = (page: Page) => page.getByRole("button", { name: like("inbox.open") });

test("a file is read even after its uploader has left the page, and the inbox links to its preview", {
  tag: "@main",
}, async ({ pageAs }) => {
  test.setTimeout(180_000);
  const page = await pageAs("editor");
  const title = newTitle("Barges");
  await page.goto("/add");
  await chooseFiles(page, ["barges.pdf", longPdf(title, 30)]);
  await expect(
    page.getByRole("button", { name: t("add.jobs.cancelNamed", { name: "barges.pdf" }), exact: true }),
  ).toBeVisible(SLOW);
  await page.goto("/");
  await expect(bell(page)).toHaveAccessibleName(t("inbox.open", { count: 1 }), SLOW);

  await bell(page).click();
  const item = page.getByRole("link").filter({ hasText: t("inbox.imported", { name: "barges.pdf" }) });
  await expect(item).toBeVisible();
  await expectNoAxeViolations(page);
  await item.click();
  await expect(preview(page)).toBeVisible(SLOW);
  await expect(page.getByText(title, { exact: true }).first()).toBeVisible();
  await expect(rowOf(page, "barges.pdf")).toContainText(t("add.jobs.opened"));
  await expect(bell(page)).toHaveAccessibleName(t("inbox.open", { count: 0 }));
  await expectNoAxeViolations(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoAxeViolations(page);

  await page.getByRole("button", { name: t("add.acceptNew"), exact: true }).click();
  await page.waitForURL("**/r/**", SLOW);
  await expect(page.getByRole("heading", { name: title, exact: true })).toBeVisible();
  await bell(page).click();
  await expect(page.getByText(t("inbox.empty"), { exact: true })).toBeVisible();
  await page.goto("/add");
  await expect(page.getByRole("button", { name: t("add.chooseFiles"), exact: true })).toBeVisible();
  await expect(page.getByRole("region", { name: t("add.jobs.title"), exact: true })).toHaveCount(0);
});

test("the text of a scan is recognized, checked in the preview, and read", { tag: "@main" }, async ({ pageAs }) => {
  test.setTimeout(180_000);
  const page = await pageAs("editor");
  const title = newTitle("Granary");
  await page.goto("/add");
  await chooseFiles(page, ["granary.pdf", await scanOf(longPdf(title, 1), { skew: 0.7 })]);
  await expect(preview(page)).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole("button", { name: /This file is a scan/u })).toBeVisible();
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: t("add.acceptNew"), exact: true }).click();
  await page.waitForURL("**/r/**", SLOW);
  await expect(page.getByText(/Barge 17 of the guild carries grain from Kesh to Dunmere\./u)).toBeVisible();
});

test("a PDF is read again as images, then with its own text; the next edition is read in the same way", async ({
  pageAs,
}) => {
  test.setTimeout(180_000);
  const page = await pageAs("editor");
  const title = newTitle("Ferries");
  const file: [string, Uint8Array] = ["ferries.pdf", longPdf(title, 1)];
  const choice = (key: "auto" | "always" | "never") =>
    page.getByRole("button", { name: t(`add.recognize.choose.${key}`), exact: true });
  await page.goto("/add");
  await chooseFiles(page, file);
  await expect(page.getByText(t("add.recognize.is.auto"), { exact: true })).toBeVisible(SLOW);
  await expect(choice("auto")).toHaveCount(0);
  await choice("always").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(t("add.recognize.is.always"), { exact: true })).toBeVisible({ timeout: 120_000 });
  await expect(preview(page)).toBeFocused();
  await expect(page.getByRole("button", { name: /The pages were read as images/u })).toBeVisible();
  await expectNoAxeViolations(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoAxeViolations(page);
  await choice("never").click();
  await expect(page.getByText(t("add.recognize.is.never"), { exact: true })).toBeVisible(SLOW);
  await page.getByRole("button", { name: t("add.acceptNew"), exact: true }).click();
  await page.waitForURL("**/r/**", SLOW);

  await page.goto("/add");
  await chooseFiles(page, file);
  await expect(page.getByText(t("add.recognize.inherited.never"), { exact: true })).toBeVisible(SLOW);
  await expect(page.getByText(t("add.recognize.is.never"), { exact: true })).toBeVisible(SLOW);
  await expect(page.getByText(t("add.isCurrent"), { exact: true })).toBeVisible();

  // A scan has no text of its own. The choice can be taken back.
  await chooseFiles(page, ["scan.pdf", await scanOf(longPdf(newTitle("Scans"), 1))]);
  await expect(page.getByText(t("add.recognize.is.auto"), { exact: true })).toBeVisible({ timeout: 120_000 });
  await choice("never").click();
  await expect(page.getByText(/^The PDF has no text of its own/u)).toBeVisible(SLOW);
  await choice("auto").click();
  await expect(page.getByText(t("add.recognize.is.auto"), { exact: true })).toBeVisible({ timeout: 120_000 });
});

test("the pages of a long PDF appear while it is uploaded, and its text while it is read", async ({ pageAs }) => {
  test.setTimeout(240_000);
  const page = await pageAs("editor");
  await page.goto("/add");
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/api/sources?*", async (route) => {
    await released;
    await route.continue();
  });
  const downloads: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "GET" && request.url().includes("/api/sources/")) downloads.push(request.url());
  });
  await chooseFiles(page, ["endless.pdf", longReport(400)]);
  const pages = page.getByRole("region", { name: t("pageView.label"), exact: true });
  await expect(pages.getByRole("img", { name: t("pageView.page", { page: 1, pages: 400 }), exact: true })).toBeVisible(
    SLOW,
  );
  await expect(page.getByText(t("add.provisional.uploading"), { exact: true })).toBeVisible();
  release();
  const text = page.getByRole("region", { name: t("add.provisional.text"), exact: true });
  await expect(text.getByText("The Waterways of the Basin", { exact: true })).toBeVisible(SLOW);
  await expect(page.getByText(t("add.provisional.note"), { exact: true })).toBeVisible();
  await expectNoAxeViolations(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoAxeViolations(page);

  // The pages follow the text, and the text follows the pages.
  const pageLabel = (number: number) =>
    page.getByText(t("pageView.page", { page: number, pages: 400 }), { exact: true });
  const onPage = (number: number) => text.locator(`[data-place^="${number - 1} "]`);
  await expect(onPage(30)).not.toHaveCount(0, SLOW);
  await text.focus();
  await text.evaluate((pane) => {
    pane.querySelector('[data-place^="29 "]')?.scrollIntoView();
    pane.closest("form")?.scrollIntoView({ block: "end" });
  });
  await expect(pageLabel(30)).toBeVisible();
  const seen = await topOf(text);
  const { y } = (await text.boundingBox())!;

  // The final text takes the place of the provisional one.
  const final = page.getByRole("region", { name: t("add.review.text"), exact: true });
  await expect(final).toBeFocused({ timeout: 180_000 });
  await expect(preview(page)).toBeAttached();
  await expect(page.getByText(t("add.provisional.ready"), { exact: true })).toBeVisible();
  expect(await topOf(final)).toEqual({ text: seen.text, offset: expect.closeTo(seen.offset, -1) });
  await expect(pageLabel(30)).toBeVisible();
  expect((await final.boundingBox())?.y).toBeCloseTo(y, -2);
  expect(downloads).toEqual([]);
  await expectNoAxeViolations(page);
});

/** The start of the first block that is visible in a pane, and how far its top is below the top of the pane. */
function topOf(pane: Locator): Promise<{ text: string; offset: number }> {
  return pane.evaluate((element) => {
    const { top } = element.getBoundingClientRect();
    const blocks = [...element.querySelectorAll<HTMLElement>("[data-place], [data-block]")];
    const first = blocks.find((block) => block.getBoundingClientRect().bottom > top);
    return {
      text: first?.innerText.slice(0, 40) ?? "",
      offset: (first?.getBoundingClientRect().top ?? 0) - top,
    };
  });
}

test("several files are read one after another: one is cancelled, one fails, and two are added", async ({ pageAs }) => {
  test.setTimeout(180_000);
  const page = await pageAs("editor");
  const [first, second] = [newTitle("Tolls"), newTitle("Ledgers")];
  await page.goto("/add");
  await chooseFiles(
    page,
    ["endless.pdf", longPdf(newTitle("Endless"), 1_500)],
    ["tolls.md", markdownOf(first)],
    ["untitled.txt", "It has no title. It only has sentences."],
    ["ledgers.md", markdownOf(second)],
  );
  await expect(rowOf(page, "endless.pdf")).toContainText(part("add.jobs.pages"), SLOW);
  await expect(rowOf(page, "ledgers.md")).toContainText(part("add.jobs.waiting"), SLOW);
  await expect(rowOf(page, "tolls.md")).toContainText(part("add.jobs.waiting"));
  await expectNoAxeViolations(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: t("add.jobs.cancelNamed", { name: "endless.pdf" }), exact: true }).click();
  await expect(page.getByText(t("add.jobs.cancelled"), { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: t("add.chooseFiles"), exact: true })).toBeFocused();
  await expect(rowOf(page, "endless.pdf")).toHaveCount(0);

  for (const name of ["tolls.md", "ledgers.md"]) {
    await expect(rowOf(page, name)).toContainText(t("add.jobs.done"), SLOW);
  }
  await expect(rowOf(page, "untitled.txt")).toContainText("Enter the report’s title below.");
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: t("add.jobs.answerNamed", { name: "untitled.txt" }), exact: true }).click();
  await page.getByRole("textbox", { name: t("add.fields.title"), exact: true }).fill(newTitle("Sentences"));
  await page.getByRole("button", { name: t("add.readAgain"), exact: true }).click();
  await expect(preview(page)).toBeFocused(SLOW);
  await page.getByRole("button", { name: t("add.leave"), exact: true }).click();
  await expect(rowOf(page, "untitled.txt")).toHaveCount(0);

  for (const [name, title] of [
    ["tolls.md", first],
    ["ledgers.md", second],
  ] as const) {
    await page.getByRole("button", { name: t("add.jobs.reviewNamed", { name }), exact: true }).click();
    await expect(preview(page)).toBeFocused(SLOW);
    await page.getByRole("button", { name: t("add.acceptNew"), exact: true }).click();
    await page.waitForURL("**/r/**", SLOW);
    await expect(page.getByRole("heading", { name: title, exact: true })).toBeVisible();
    await page.goto("/add");
  }
  await expect(page.getByRole("button", { name: t("add.chooseFiles"), exact: true })).toBeVisible();
  await expect(page.getByRole("region", { name: t("add.jobs.title"), exact: true })).toHaveCount(0);
});

test("a file that was being read when the server stopped is read after the restart", async ({
  browser,
  playwright,
  troubles,
}) => {
  test.setTimeout(360_000);
  const instance = await startInstance();
  const people = new People((options) => playwright.request.newContext(options), instance.url);
  const context = await browser.newContext({ baseURL: instance.url, storageState: await people.owner() });
  troubles.watch(context);
  const page = await context.newPage();
  try {
    const title = newTitle("Locks");
    await page.goto("/add");
    await chooseFiles(page, ["locks.pdf", longPdf(title, 120)]);
    await expect(rowOf(page, "locks.pdf")).toContainText(READING, SLOW);
    // The user leaves before the file has been read.
    await page.goto("about:blank");
    await instance.end();
    await instance.startAgain();
    await page.goto("/");
    await expect(bell(page)).toHaveAccessibleName(t("inbox.open", { count: 1 }), { timeout: 240_000 });
    await page.goto("/add");
    await page.getByRole("button", { name: t("add.jobs.reviewNamed", { name: "locks.pdf" }), exact: true }).click();
    await expect(preview(page)).toBeVisible(SLOW);
    await expect(page.getByText(title, { exact: true }).first()).toBeVisible();
  } finally {
    await instance.stop(page);
    await context.close();
  }
});
