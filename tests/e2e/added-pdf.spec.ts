import type { Page } from "@playwright/test";
import { problem } from "../../lib/errors/problem";
import { sentenceOf } from "../../lib/errors/sentence";
import { like, t } from "../support/messages";
import { lines, pdfOf } from "../unit/report-import/pdf/pdf-writer";
import { expectNoAxeViolations } from "./support/axe";
import { chooseFiles } from "./support/imports";
import { expect, test } from "./support/people";
import { addReport, beginToUse } from "./support/reports";
import { cards, painted, select, unique } from "./support/text";

const SLOW = { timeout: 60_000 };
const WORDS = "Keeper 107 of the lighthouse";

/** A report of a few pages, with a footnote. */
function reportText(title: string): string {
  const paragraph = (first: number) =>
    Array.from(
      { length: 6 },
      (_, n) => `Keeper ${first + n} of the lighthouse counted ${31 * (first + n)} lamps before winter.`,
    ).join(" ");
  const chapters = ["Oil", "Lenses", "Storms"].map(
    (name, c) => `## ${name}\n\n${Array.from({ length: 9 }, (_, p) => paragraph(100 * (c + 1) + 6 * p)).join("\n\n")}`,
  );
  return `---\ntitle: ${title}\nauthors: [Mira Castellan]\n---\n\nLamps need keepers.[^1]\n\n${chapters.join("\n\n")}\n\n[^1]: As the harbour office saw it.\n`;
}

/** Adds a report from its text. @returns its title and slug */
async function addText(page: Page): Promise<{ title: string; slug: string }> {
  const title = unique("Lamps");
  const slug = title.toLowerCase().replaceAll(" ", "-");
  await addReport(page, { name: "report.md", file: reportText(title), slug });
  return { title, slug };
}

/** Prints the report that is open, without the notes at the end. */
async function print(page: Page): Promise<Uint8Array> {
  await expect(page.locator("article .footnotes > li").first()).toBeAttached();
  await page.locator("article .footnotes").evaluate((notes) => notes.remove());
  return new Uint8Array(await page.pdf({ format: "A4" }));
}

const section = (page: Page) => page.getByRole("region", { name: t("addedPdf.title"), exact: true });

async function choosePdf(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await section(page)
    .getByRole("button", { name: t("add.choose"), exact: true })
    .click();
  await (await chooser).setFiles({ name, mimeType: "application/pdf", buffer: Buffer.from(bytes) });
}

test("a report added from a text gets the pages of a PDF, with the same highlights, and loses them again", async ({
  pageAs,
}) => {
  test.setTimeout(180_000);
  const page = await pageAs("editor", { viewport: { width: 1440, height: 900 } });
  const { slug } = await addText(page);
  await page.goto(`/r/${slug}`);
  const printed = await print(page);
  await beginToUse(page);
  await expect(page.getByRole("button", { name: t("pages.show"), exact: true })).toHaveCount(0);
  await select(page, WORDS);
  await page.keyboard.press("2");
  await expect(cards(page)).toHaveCount(1);

  // A PDF of something else is refused.
  await page.goto(`/r/${slug}/details`);
  await expectNoAxeViolations(page);
  await choosePdf(
    page,
    "other.pdf",
    pdfOf([lines(["Grain prices rose in spring, and nobody in the port could say why."])]),
  );
  const refusal = section(page).getByRole("alert").filter({ hasText: "other.pdf" });
  await expect(refusal).toContainText(sentenceOf(problem("pdf-different", { percent: 0 })), SLOW);
  await expectNoAxeViolations(page);

  await choosePdf(page, "printed.pdf", printed);
  await expect(section(page).getByRole("link", { name: "printed.pdf", exact: true })).toBeVisible(SLOW);
  await expect(refusal).toHaveCount(0);
  await expect(section(page).getByText(like("addedPdf.shown"))).toBeVisible();
  await expectNoAxeViolations(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoAxeViolations(page);
  await page.emulateMedia({ colorScheme: "light" });

  await page.goto(`/r/${slug}`);
  await beginToUse(page);
  await page.getByRole("button", { name: t("pages.show"), exact: true }).click();
  const pages = page.getByRole("region", { name: t("pages.label"), exact: true });
  await expect(pages.getByRole("img").first()).toBeVisible(SLOW);
  // The pages scroll with the text, and the highlight that was made in the text is drawn on its page.
  await select(page, WORDS);
  await expect(pages.locator("path.page-mark-colour-2")).toHaveCount(1, SLOW);
  await page.keyboard.press("Escape");
  await expectNoAxeViolations(page);

  await page.goto(`/r/${slug}/details`);
  await section(page)
    .getByRole("button", { name: t("addedPdf.remove.submit"), exact: true })
    .click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(t("addedPdf.remove.confirmLead"));
  await expectNoAxeViolations(page);
  await dialog.getByRole("button", { name: t("addedPdf.remove.submit"), exact: true }).click();
  await expect(section(page).getByRole("button", { name: t("add.choose"), exact: true })).toBeVisible();
  await expect(section(page).getByRole("heading")).toBeFocused();
  await page.goto(`/r/${slug}`);
  await beginToUse(page);
  await expect(page.getByRole("button", { name: t("pages.show"), exact: true })).toHaveCount(0);
  await expect.poll(() => painted(page, "colour-2")).toEqual([WORDS]);
});

test("the next edition keeps the PDF, whose pages are those of the new text", async ({ pageAs }) => {
  test.setTimeout(180_000);
  const page = await pageAs("editor", { viewport: { width: 1440, height: 900 } });
  const { title, slug } = await addText(page);
  await page.goto(`/r/${slug}`);
  const printed = await print(page);
  await beginToUse(page);
  await select(page, WORDS);
  await page.keyboard.press("2");
  await expect(cards(page)).toHaveCount(1);
  await page.goto(`/r/${slug}/details`);
  await choosePdf(page, "printed.pdf", printed);
  await expect(section(page).getByRole("link", { name: "printed.pdf", exact: true })).toBeVisible(SLOW);

  const opening = "Nobody had asked the keepers before the harbour office moved to the other shore of the bay.";
  const revised = reportText(title).replace("Lamps need", `${opening}\n\nLamps need`);
  await page.goto("/add");
  await chooseFiles(page, [`${slug}.md`, revised]);
  const keep = page.getByRole("switch", { name: t("add.pdf.keep", { name: "printed.pdf" }), exact: true });
  await expect(keep).toBeChecked(SLOW);
  await expect(keep).toHaveAccessibleDescription(like("addedPdf.shown"));
  await expectNoAxeViolations(page);
  await keep.click();
  await expect(keep).not.toBeChecked();
  await expect(keep).toHaveAccessibleDescription(t("add.pdf.left", { ordinal: 1 }));
  await keep.press("Space");
  await expect(keep).toBeChecked();
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoAxeViolations(page);
  await page.emulateMedia({ colorScheme: "light" });
  await page.getByRole("button", { name: t("add.accept"), exact: true }).click();
  await page.waitForURL(`**/r/${slug}`, SLOW);

  await expect(page.getByText(opening, { exact: true })).toBeVisible();
  await beginToUse(page);
  await page.getByRole("button", { name: t("pages.show"), exact: true }).click();
  const pages = page.getByRole("region", { name: t("pages.label"), exact: true });
  await expect(pages.getByRole("img").first()).toBeVisible(SLOW);
  await select(page, WORDS);
  await expect(pages.locator("path.page-mark-colour-2")).toHaveCount(1, SLOW);
  await page.goto(`/r/${slug}/details`);
  await expect(section(page).getByRole("link", { name: "printed.pdf", exact: true })).toBeVisible();
  await expect(section(page).getByText(like("addedPdf.shown"))).toBeVisible();

  // A file with pages of its own replaces them.
  await page.goto("/add");
  await chooseFiles(page, ["other.pdf", printed]);
  await page.getByRole("combobox", { name: t("add.which"), exact: true }).selectOption(slug);
  await expect(page.getByText(t("add.pdf.ownPages", { name: "printed.pdf", ordinal: 2 }), { exact: true })).toBeVisible(
    SLOW,
  );
  await page.getByRole("button", { name: t("add.leave"), exact: true }).click();
});
