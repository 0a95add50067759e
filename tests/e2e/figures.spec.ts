import type { Page } from "@playwright/test";
import { t } from "../support/messages";
import { HEIGHT, lines, type Piece, pdfOf } from "../unit/report-import/pdf/pdf-writer";
import { expectNoAxeViolations } from "./support/axe";
import { expect, test } from "./support/people";
import { addReport, beginToUse, PHONE } from "./support/reports";
import { painted, unique } from "./support/text";

const SLOW = { timeout: 60_000 };
const PAGES = 6;
/** Index of the page with the chart. */
const CHARTED = 3;
const CAPTION = "Figure 1. Catches by year";

/** A PDF with a chart on one of its pages. The word is only in the labels of the chart. */
function catchesPdf(title: string, word: string): Uint8Array {
  const bars = [0, 1, 2, 3].map((n): Piece => ({ box: [100 + n * 40, 340, 28, 100], grey: 0.5 }));
  const labels = ["1901", word, "1903", "1904"].map((text, n): Piece => ({ text, x: 104 + n * 40, y: 449, size: 8 }));
  return pdfOf(
    Array.from({ length: PAGES }, (_, page) => [
      ...(page === 0 ? [{ text: title, x: 60, y: 60, size: 22, font: "bold" as const }] : []),
      ...Array.from({ length: 4 }, (_, n) =>
        lines(
          [
            `Boat ${page + 1}${String.fromCharCode(97 + n)} of the guild carries its catch from Kesh to`,
            `Dunmere, where the keeper of lock ${page + 1} asks a toll of ${n + 3} coppers.`,
          ],
          { y: 100 + 52 * n },
        ),
      ).flat(),
      ...(page === CHARTED ? [...bars, ...labels, { text: CAPTION, x: 100, y: 470, size: 8 }] : []),
      { text: String(page + 1), x: 205, y: HEIGHT - 25, size: 8 },
    ]),
  );
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const figure = (page: Page) => page.getByRole("figure").filter({ hasText: CAPTION });
const hit = (page: Page) => page.getByRole("list", { name: t("search.list"), exact: true }).getByRole("link");
/** The frame around the open figure on its page. */
const frame = (page: Page) =>
  page.getByRole("region", { name: t("pages.label"), exact: true }).locator("path.page-mark-search-current");

test("a word in a chart of a PDF is found, and its figure is opened in the text and on its page", async ({
  pageAs,
}) => {
  test.setTimeout(180_000);
  const page = await pageAs("editor", { viewport: { width: 1440, height: 900 } });
  const title = unique("Catches");
  const slug = title.toLowerCase().replaceAll(" ", "-");
  // The label is as wide as a bar.
  const word = `q${slug.slice(-6)}`;
  await addReport(page, { name: `${slug}.pdf`, file: catchesPdf(title, word), slug, given: { language: "en" } });

  await page.goto(`/r/${slug}`);
  await beginToUse(page);
  await button(page, t("pages.show")).click();
  await button(page, t("pages.views.page")).click();
  await button(page, t("pages.hide")).click();

  // In the text.
  const box = page.getByRole("textbox", { name: t("search.inReport"), exact: true });
  await box.fill(word);
  await expect(hit(page)).toHaveCount(1);
  await expect(hit(page)).toContainText(t("search.inFigure"));
  await expect(hit(page)).toContainText(word);
  await expectNoAxeViolations(page);
  await hit(page).click();
  await expect(figure(page)).toBeFocused();
  await expect(figure(page)).toBeInViewport();
  // No words of the text are marked instead.
  expect(await painted(page, "search-current")).toEqual([]);

  // On the pages.
  await button(page, t("pages.show")).click();
  await expect(frame(page)).toBeInViewport(SLOW);
  await expectNoAxeViolations(page);

  // The link opens the figure again, and closing the search removes the frame.
  await page.reload();
  await beginToUse(page);
  await expect(frame(page)).toBeInViewport(SLOW);
  await page.keyboard.press("Escape");
  await expect(frame(page)).toHaveCount(0);

  // Opened while the pages are shown, and then beside the text.
  await box.fill(word);
  await hit(page).click();
  await expect(figure(page)).toBeFocused();
  await expect(frame(page)).toBeInViewport();
  await button(page, t("pages.views.side")).click();
  await expect(frame(page)).toBeInViewport();
  await expect(figure(page)).toBeInViewport();

  // The results cover the pages only until one is opened.
  await box.fill(word);
  await hit(page).click();
  await button(page, t("pages.views.side")).click({ trial: true });
  await expect(frame(page)).toBeInViewport();
  const controls = page.getByRole("region", { name: t("search.where"), exact: true });
  await controls.getByRole("button", { name: t("search.next"), exact: true }).click();
  await expect(figure(page)).toBeFocused();
  await expectNoAxeViolations(page);
  await box.focus();
  await expect(hit(page)).toBeInViewport();

  // From the library, on a phone.
  await page.setViewportSize(PHONE);
  await page.goto("/");
  await page.getByRole("textbox", { name: t("search.inLibrary"), exact: true }).fill(word);
  await expect(hit(page)).toHaveCount(1);
  await expect(hit(page)).toContainText(t("search.inFigure"));
  await hit(page).click();
  await expect(figure(page)).toBeInViewport(SLOW);
});
