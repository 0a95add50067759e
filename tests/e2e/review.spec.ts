import type { Page } from "@playwright/test";
import { like, t } from "../support/messages";
import { lines, type Piece, pdfOf } from "../unit/report-import/pdf/pdf-writer";
import { expectNoAxeViolations } from "./support/axe";
import { chooseFiles } from "./support/imports";
import { expect, test } from "./support/people";
import { beginToUse, PHONE } from "./support/reports";
import { cards, note, painted, unique } from "./support/text";

const SLOW = { timeout: 60_000 };

const SURVEY = [
  "The survey of the basin was made by nine people in two wet summers, and its",
  "makers kept books in which every barge, every cargo and every debt of the",
  "season was written down with care.",
];
const LOCKS = [
  "A toll of three coppers is asked at every lock between Kesh and Dunmere, as",
  "it was when the quays were built and the ledgers of the guild were begun.",
];

const text = (page: Page) => page.getByRole("region", { name: t("add.review.text"), exact: true });
const pages = (page: Page) => page.getByRole("region", { name: t("pageView.label"), exact: true });
const tool = (page: Page, name: string) =>
  page.getByRole("toolbar", { name: t("add.review.tools"), exact: true }).getByRole("button", { name, exact: true });

/** A PDF in which a heading looks like text, a line is repeated, and a paragraph is split by that line. */
function draftPdf(title: string, survey = SURVEY): Uint8Array {
  const page = (own: readonly Piece[]): Piece[] => [...own, { text: "Draft of the guild", x: 60, y: 330 }];
  return pdfOf([
    page([
      { text: title, x: 60, y: 60, size: 22, font: "bold" },
      ...lines(LOCKS, { y: 110 }),
      { text: "Opening.", x: 60, y: 160 },
      ...lines(survey, { y: 190 }),
    ]),
    page([...lines(LOCKS, { y: 90 }), ...lines(survey, { y: 150 })]),
  ]);
}

async function open(page: Page, name: string, file: string | Uint8Array): Promise<void> {
  await page.goto("/add");
  await chooseFiles(page, [name, file]);
  await expect(page.getByRole("heading", { name: t("add.previewTitle"), exact: true })).toBeVisible(SLOW);
  await expect(text(page)).toBeVisible(SLOW);
}

/** Opens a file that was uploaded earlier, so its pages come from the server. */
async function openAgain(page: Page, name: string): Promise<void> {
  await page.reload();
  await page.getByRole("button", { name: t("add.jobs.reviewNamed", { name }), exact: true }).click();
  await expect(text(page)).toBeVisible(SLOW);
}

async function accept(page: Page, button: string): Promise<void> {
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.waitForURL("**/r/**", SLOW);
  await beginToUse(page);
}

/** Whether a drawn page shows anything. */
const isDrawn = (page: Page) =>
  pages(page)
    .getByRole("img")
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      return data.some((value, at) => at % 4 === 0 && value < 128);
    });

test("a PDF's text is corrected next to its pages, read and searched; the next edition starts with the corrections", {
  tag: "@main",
}, async ({ pageAs }) => {
  test.setTimeout(240_000);
  const page = await pageAs("editor", { viewport: { width: 1440, height: 900 } });
  const title = unique("Tolls");
  const ranges: number[] = [];
  page.on("response", (response) => {
    if (/\/api\/sources\/[\w-]+$/u.test(response.url())) ranges.push(response.status());
  });
  await open(page, "tolls.pdf", draftPdf(title));
  await expect.poll(() => isDrawn(page), SLOW).toBe(true);
  await openAgain(page, "tolls.pdf");
  await expect.poll(() => isDrawn(page), SLOW).toBe(true);
  expect(ranges).toContain(206);
  await expectNoAxeViolations(page);

  // A click on the page selects the block.
  await expect(page.getByText(t("add.review.noBlock"), { exact: true })).toBeVisible();
  const canvas = pages(page).getByRole("img").first();
  const { width, height } = (await canvas.boundingBox())!;
  await canvas.click({ position: { x: (width * 80) / 420, y: (height * 158) / 595 } });
  const opening = text(page).getByText("Opening.", { exact: true });
  await expect(opening).toHaveAttribute("aria-current", "true");
  await page.getByLabel(t("add.review.level"), { exact: true }).selectOption(t("add.review.levels.2"));
  await expect(text(page).getByRole("heading", { name: "Opening.", exact: true })).toBeVisible(SLOW);

  // Pressing a key removes a line that is repeated on every page.
  await text(page).getByText("Draft of the guild", { exact: true }).first().click();
  await expect(text(page).getByText("Draft of the guild", { exact: true })).toHaveCount(2);
  await page.keyboard.press("r");
  await expect(text(page).getByText("Draft of the guild", { exact: true })).toHaveCount(0, SLOW);

  // Arrow keys move through the blocks, and the page follows.
  await text(page).getByRole("heading", { name: "Opening.", exact: true }).click();
  await page.keyboard.press("ArrowDown");
  await expect(text(page).locator("[aria-current]")).toContainText("The survey of the basin");
  await page.keyboard.press("s");
  const dialog = page.getByRole("dialog", { name: t("add.review.splitTitle"), exact: true });
  await dialog.getByRole("textbox").press("Control+Home");
  await dialog.getByRole("button", { name: t("add.review.splitButton"), exact: true }).click();
  await expect(dialog.getByText(t("add.review.noSplit"), { exact: true })).toBeVisible();
  await expectNoAxeViolations(page);
  const area = dialog.getByRole("textbox");
  await area.focus();
  await area.press("x");
  await expect(area).toHaveValue(SURVEY.join(" "));
  for (let step = 0; step < "The survey ".length; step++) await area.press("ArrowRight");
  await dialog.getByRole("button", { name: t("add.review.splitButton"), exact: true }).click();
  await expect(text(page).getByText("The survey", { exact: true })).toBeVisible(SLOW);
  await text(page)
    .getByText(/of the basin was made/u)
    .first()
    .click();
  await tool(page, t("add.review.merge")).click();
  await expect(text(page).getByText(/^The survey of the basin/u)).toHaveCount(2, SLOW);
  await expect(page.getByText(t("add.review.rules", { count: 4 }), { exact: true })).toBeVisible(SLOW);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoAxeViolations(page);
  await page.emulateMedia({ colorScheme: "light" });
  await page.getByText(t("add.review.rules", { count: 4 }), { exact: true }).click();
  for (const count of [3, 2]) {
    await page
      .getByRole("button", { name: like("add.review.undoNamed") })
      .last()
      .click();
    await expect(page.getByText(t("add.review.rules", { count }), { exact: true })).toBeVisible(SLOW);
  }

  await page.setViewportSize(PHONE);
  await expect(pages(page)).toBeHidden();
  await page.getByRole("button", { name: t("add.review.original"), exact: true }).click();
  await expect(pages(page)).toBeVisible();
  await expect(text(page)).toBeHidden();
  await expectNoAxeViolations(page);
  const small = (await pages(page).getByRole("img").first().boundingBox())!;
  const onSurvey = { x: (small.width * 80) / 420, y: (small.height * 200) / 595 };
  await pages(page).getByRole("img").first().click({ position: onSurvey });
  await expect(text(page).locator("[aria-current]")).toContainText("The survey of the basin");
  await expect(text(page).locator("[aria-current]")).toBeInViewport();
  await page.setViewportSize({ width: 1440, height: 900 });

  await accept(page, t("add.acceptNew"));
  await expect(page.getByRole("heading", { name: "Opening.", exact: true })).toBeVisible();
  await expect(page.getByText("Draft of the guild", { exact: true })).toHaveCount(0);
  await note(page, "nine people", "Who were they?");
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await page.keyboard.type("coppers");
  await expect.poll(() => painted(page, "search"), SLOW).toContain("coppers");

  await open(page, "tolls.pdf", draftPdf(title, ["The survey of the basin was made by nine people, once more."]));
  await expect(page.getByText(t("add.review.inherited", { count: 2, fits: 2 }), { exact: true })).toBeVisible(SLOW);
  await expect(text(page).getByRole("heading", { name: "Opening.", exact: true })).toBeVisible(SLOW);
  await accept(page, t("add.accept"));
  await expect(page.getByText("Draft of the guild", { exact: true })).toHaveCount(0);
  await expect(cards(page).filter({ hasText: "Who were they?" })).toBeVisible();
});

test("a region of a page is marked as a table with the keyboard, and as a figure with the mouse", async ({
  pageAs,
}) => {
  test.setTimeout(240_000);
  const page = await pageAs("editor", { viewport: { width: 1440, height: 900 } });
  const tolls = [
    ["Kesh", "Barges", 160],
    ["Dunmere", "40", 174],
  ] as const;
  const file = pdfOf([
    [
      { text: unique("Tolls"), x: 60, y: 60, size: 22, font: "bold" },
      ...lines(SURVEY, { y: 100 }),
      ...tolls.flatMap(([name, count, y]) => [
        { text: name, x: 60, y },
        { text: count, x: 200, y },
      ]),
      ...lines(LOCKS, { y: 220 }),
    ],
  ]);
  await open(page, "tolls.pdf", file);
  await expect.poll(() => isDrawn(page), SLOW).toBe(true);
  const tools = page.getByRole("toolbar", { name: t("add.region.tools"), exact: true });
  const start = page.getByRole("button", { name: t("add.region.start"), exact: true });
  const choose = (as: "table" | "figure" | "text") =>
    tools.getByRole("button", { name: t(`add.region.as.${as}`), exact: true });
  const box = page.getByRole("group", { name: like("pageView.region") });

  // Without a selected block, the box starts in the middle of the page, where there is no text.
  await start.focus();
  await page.keyboard.press("Enter");
  await expect(box).toBeFocused();
  await expectNoAxeViolations(page);
  await choose("table").click();
  await expect(page.getByText(t("add.review.misfit"), { exact: true })).toBeVisible(SLOW);
  await box.focus();
  for (let step = 0; step < 11; step++) await page.keyboard.press("ArrowUp");
  for (let step = 0; step < 16; step++) await page.keyboard.press("Shift+ArrowUp");
  for (let step = 0; step < 4; step++) await page.keyboard.press("ArrowLeft");
  await expect(box).toHaveAccessibleName(t("pageView.region", { page: 1, left: 11, top: 24, width: 70, height: 9 }));
  await choose("table").click();
  await expect(text(page).getByRole("cell", { name: "40", exact: true })).toBeVisible(SLOW);
  await expect(text(page).locator("[aria-current]")).toContainText(/Kesh|Dunmere/u);
  await expect(tools).toHaveCount(0);
  await expect(start).toBeFocused();
  await expect(page.getByText(t("add.review.rules", { count: 1 }), { exact: true })).toBeVisible();

  // The mouse draws a box anywhere on the page.
  await start.click();
  const canvas = (await pages(page).getByRole("img").first().boundingBox())!;
  const at = (x: number, y: number) =>
    [canvas.x + (canvas.width * x) / 420, canvas.y + (canvas.height * y) / 595] as const;
  await page.mouse.move(...at(50, 150));
  await page.mouse.down();
  await page.mouse.move(...at(200, 170));
  await page.mouse.move(...at(370, 180));
  await page.mouse.up();
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoAxeViolations(page);
  await page.emulateMedia({ colorScheme: "light" });
  await choose("figure").click();
  await expect(text(page).getByRole("cell", { name: "40", exact: true })).toHaveCount(0, SLOW);
  await expect(text(page).locator("img")).toBeVisible();
  await expect(page.getByText(t("add.review.rules", { count: 2 }), { exact: true })).toBeVisible();

  await start.click();
  await page.keyboard.press("Escape");
  await tools.getByRole("button", { name: t("add.region.cancel"), exact: true }).click();
  await expect(start).toBeFocused();
  await page.getByText(t("add.review.rules", { count: 2 }), { exact: true }).click();
  await page
    .getByRole("button", { name: like("add.review.undoNamed") })
    .last()
    .click();
  await expect(text(page).getByRole("cell", { name: "40", exact: true })).toBeVisible(SLOW);
  await page.getByRole("button", { name: t("add.acceptNew"), exact: true }).click();
  await page.waitForURL("**/r/**", SLOW);
  await expect(page.getByRole("cell", { name: "40", exact: true })).toBeVisible();
});

test("a missing footnote marker can be added in a text without pages", async ({ pageAs }) => {
  test.setTimeout(120_000);
  const page = await pageAs("editor");
  const markdown = `# ${unique("Locks")}\n\nBarges pay tolls.\n\nThey wait.\n\n[^1]: A toll of three coppers.\n`;
  await open(page, "locks.md", markdown);
  await expect(pages(page)).toHaveCount(0);
  await text(page).getByText("Barges pay tolls.", { exact: true }).click();
  await page.keyboard.press("f");
  const dialog = page.getByRole("dialog", { name: t("add.review.markerTitle"), exact: true });
  await dialog.getByRole("textbox").press("Control+End");
  await dialog.getByRole("button", { name: t("add.review.markerButton"), exact: true }).click();
  await expect(text(page).locator('[data-footnote="1"]')).toBeVisible(SLOW);
  await text(page).getByText("They wait.", { exact: true }).click();
  await page.keyboard.press("x");
  await expect(text(page).getByText("They wait.", { exact: true })).toHaveCount(0, SLOW);
  await page.keyboard.press("Control+z");
  await expect(text(page).getByText("They wait.", { exact: true })).toBeVisible(SLOW);
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: t("add.acceptNew"), exact: true }).click();
  await page.waitForURL("**/r/**", SLOW);
  await expect(page.getByText(/^Barges pay tolls/u).first()).toBeVisible();
});

test("only the viewed parts of a long file are downloaded, and nothing of a file on this device", async ({
  pageAs,
}) => {
  test.setTimeout(120_000);
  const page = await pageAs("editor");
  // Empty text objects make the file larger, so that its pages are as large as pages with images.
  const nothing = Array.from({ length: 8_000 }, () => ({ text: "", x: 0, y: 0 }));
  const title = { text: unique("Barges"), x: 60, y: 60, size: 22, font: "bold" as const };
  const file = pdfOf(
    Array.from({ length: 8 }, (_, nth) => [
      ...(nth === 0 ? [title] : []),
      ...lines([...LOCKS, ...SURVEY, ...LOCKS], { y: 110, pitch: 40 }),
      ...nothing,
    ]),
  );
  let bytes = 0;
  page.on("response", (response) => {
    const [, first, last] = /^bytes (\d+)-(\d+)/u.exec(response.headers()["content-range"] ?? "") ?? [];
    if (first && last) bytes += Number(last) - Number(first) + 1;
  });
  await open(page, "barges.pdf", file);
  await expect.poll(() => isDrawn(page), SLOW).toBe(true);
  expect(bytes).toBe(0);
  await openAgain(page, "barges.pdf");
  await expect.poll(() => isDrawn(page), SLOW).toBe(true);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(file.length / 2);
  // The page follows the text.
  await text(page).evaluate((pane) => pane.scrollTo(0, pane.scrollHeight));
  await expect(page.getByText(t("pageView.page", { page: 1, pages: 8 }), { exact: true })).toHaveCount(0, SLOW);
  await text(page).locator("[data-block]").last().click();
  await expect(page.getByText(t("pageView.page", { page: 8, pages: 8 }), { exact: true })).toBeVisible(SLOW);
  await expect.poll(() => isDrawn(page), SLOW).toBe(true);
});
