import { t } from "../support/messages";
import { HEIGHT, lines, type Piece, pdfOf } from "../unit/report-import/pdf/pdf-writer";
import { expectNoAxeViolations } from "./support/axe";
import { chooseFiles } from "./support/imports";
import { expect, test } from "./support/people";
import { beginToUse, PHONE } from "./support/reports";
import { cards, painted, unique } from "./support/text";

const SLOW = { timeout: 60_000 };
const SURVEY = [
  "The survey of the basin was made by nine people in two wet summers, and its",
  "makers kept books in which every barge and every debt was written down.",
];
const LOCKS = [
  "A toll of three coppers is asked at every lock between Kesh and Dunmere, as",
  "it was when the quays were built and the ledgers of the guild were begun.",
];

/** A PDF with a chart, a comment on the first line of the text, and a comment on an empty part of the page. */
function annotatedPdf(title: string, comment: string): Uint8Array {
  const chart = [0, 1, 2, 3].map((n): Piece => ({ box: [100 + n * 40, 180, 28, 60 + 10 * n], grey: 0.4 }));
  const quad = (top: number, bottom: number) => `[55 ${top} 400 ${top} 55 ${bottom} 400 ${bottom}]`;
  const mark = (top: number, contents: string) =>
    `<< /Type /Annot /Subtype /Highlight /Rect [55 ${top - 11} 400 ${top}] /QuadPoints ${quad(top, top - 11)} /T (Reva Iver) /Contents (${contents}) >>`;
  return pdfOf(
    [
      [
        { text: title, x: 60, y: 60, size: 22, font: "bold" },
        ...lines(SURVEY, { y: 110 }),
        ...chart,
        { text: "Figure 1. Barges by year", x: 100, y: 290, size: 8 },
        ...lines(LOCKS, { y: 330 }),
      ],
    ],
    { objects: [mark(HEIGHT - 102, comment), mark(60, "What was here?")], page: "/Annots [3 0 R 4 0 R]" },
  );
}

test("an editor adds a PDF with comments and a chart, and finds the comments as notes", { tag: "@main" }, async ({
  pageAs,
}) => {
  test.setTimeout(180_000);
  const page = await pageAs("editor", { viewport: { width: 1440, height: 900 } });
  const comment = unique("Which quetzal");
  await page.goto("/add");
  await chooseFiles(page, ["barges.pdf", annotatedPdf(unique("Barges"), comment)]);
  await expect(page.getByRole("heading", { name: t("add.comments.heading", { count: 2 }), exact: true })).toBeVisible(
    SLOW,
  );
  const take = page.getByRole("switch", { name: t("add.comments.take", { count: 1 }), exact: true });
  await expect(take).toBeChecked();
  const unplaced = page.getByRole("listitem").filter({ hasText: "What was here?" });
  await expect(unplaced).toContainText("Reva Iver");
  await expect(unplaced).toContainText(t("add.page", { count: 1 }));
  await expectNoAxeViolations(page);
  await page.setViewportSize(PHONE);
  await expect(take).toBeVisible();
  await expectNoAxeViolations(page);
  await page.setViewportSize({ width: 1440, height: 900 });

  await page.getByRole("button", { name: t("add.acceptNew"), exact: true }).click();
  await page.waitForURL("**/r/**", SLOW);
  await beginToUse(page);
  const card = cards(page).filter({ hasText: comment });
  await expect(card).toContainText("Reva Iver");
  await expect.poll(() => painted(page, "colour-1")).toEqual([SURVEY[0]]);
  await expect(cards(page).filter({ hasText: "What was here?" })).toHaveCount(0);
  const picture = page.getByRole("figure").locator("img");
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
  await expect(page.getByRole("figure")).toContainText("Figure 1. Barges by year");

  await page.keyboard.press("/");
  await page.keyboard.type(comment);
  await expect(page.getByRole("complementary", { name: t("search.results"), exact: true })).toContainText(comment);
});

test("an editor leaves out the comments in a file", async ({ pageAs }) => {
  test.setTimeout(180_000);
  const page = await pageAs("editor");
  const comment = unique("Which quetzal");
  await page.goto("/add");
  await chooseFiles(page, ["barges.pdf", annotatedPdf(unique("Barges"), comment)]);
  const take = page.getByRole("switch", { name: t("add.comments.take", { count: 1 }), exact: true });
  await expect(take).toBeVisible(SLOW);
  await take.press("Space");
  await expect(take).not.toBeChecked();
  await page.getByRole("button", { name: t("add.acceptNew"), exact: true }).click();
  await page.waitForURL("**/r/**", SLOW);
  await beginToUse(page);
  await expect(page.getByRole("article", { name: t("reader.text"), exact: true })).toContainText("nine people");
  await expect(cards(page)).toHaveCount(0);
});
