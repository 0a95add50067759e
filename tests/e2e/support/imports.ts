import type { Locator, Page } from "@playwright/test";
import { t } from "../../support/messages";
import { lines, pdfOf } from "../../unit/report-import/pdf/pdf-writer";

/** A file to choose, with its name and content. */
type ChosenFile = [name: string, content: string | Uint8Array];

/** Chooses files on the page that adds reports. */
export async function chooseFiles(page: Page, ...files: ChosenFile[]): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: t("add.chooseFiles"), exact: true }).click();
  await (await chooser).setFiles(
    files.map(([name, content]) => ({ name, mimeType: "text/plain", buffer: Buffer.from(content) })),
  );
}

/** The row for a file in the list of imports. */
export function rowOf(page: Page, name: string): Locator {
  return page
    .getByRole("region", { name: t("add.jobs.title"), exact: true })
    .getByRole("listitem")
    .filter({ hasText: name });
}

const LINES_OF_PAGE = 36;

/** A PDF with this title and number of pages, dense enough for reading a page to take a few milliseconds. */
export function longPdf(title: string, pages: number): Uint8Array {
  return pdfOf(
    Array.from({ length: pages }, (_, page) => {
      const texts = Array.from(
        { length: LINES_OF_PAGE },
        (_, line) => `Barge ${page * LINES_OF_PAGE + line} of the guild carries grain from Kesh to Dunmere.`,
      );
      const heading = page === 0 ? [{ text: title, x: 60, y: 60, size: 22, font: "bold" as const }] : [];
      return [...heading, ...lines(texts)];
    }),
  );
}
