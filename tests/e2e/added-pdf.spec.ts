import type { Page } from "@playwright/test";
import { problem } from "../../lib/errors/problem";
import { sentenceOf } from "../../lib/errors/sentence";
import { like, t } from "../support/messages";
import { lines, pdfOf } from "../unit/report-import/pdf/pdf-writer";
import { expectNoAxeViolations } from "./support/axe";
import { expect, test } from "./support/people";
import { beginToUse } from "./support/reports";
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

/** Adds a report from its text. @returns its slug */
async function addText(page: Page): Promise<string> {
  const title = unique("Lamps");
  const slug = title.toLowerCase().replaceAll(" ", "-");
  await page.goto("/");
  const added = await page.request.post("/api/editions", {
    data: {
      ...{ name: "report.md", file: Buffer.from(reportText(title)).toString("base64") },
      ...{ given: {}, slug, after: null },
    },
    headers: { Origin: new URL(page.url()).origin },
  });
  expect(added.ok()).toBe(true);
  return slug;
}

const section = (page: Page) => page.getByRole("region", { name: t("addedPdf.title"), exact: true });

async function choosePdf(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await section(page)
    .getByRole("button", { name: t("add.choose"), exact: true })
    .click();
  await (await chooser).setFiles({ name, mimeType: "application/pdf", buffer: Buffer.from(bytes) });
}

test("a report added from a text gets the pages of a PDF, with the same highlights, and loses them again", {
  tag: "@main",
}, async ({ pageAs }) => {
  test.setTimeout(180_000);
  const page = await pageAs("editor", { viewport: { width: 1440, height: 900 } });
  const slug = await addText(page);
  await page.goto(`/r/${slug}`);
  await expect(page.locator("article .footnotes > li").first()).toBeAttached();
  // The PDF lacks the notes at the end.
  await page.locator("article .footnotes").evaluate((notes) => notes.remove());
  const printed = new Uint8Array(await page.pdf({ format: "A4" }));
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
