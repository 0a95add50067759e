import { expect, type Page } from "@playwright/test";

/** The report that every copy of the app comes with. */
export const REPORT = {
  slug: "russian-soft-power-in-kazakhstan",
  title: "Russian Soft Power in Kazakhstan (and Central Asia): Taken for Granted?",
  address: "/r/russian-soft-power-in-kazakhstan",
};

/** A phone: the narrowest window the app is made for. */
export const PHONE = { width: 390, height: 844 };

/** Waits until a report's page answers to clicks and keys: from then on its bar says on which page the reader is. */
export async function reportIsReady(page: Page): Promise<void> {
  await expect(page.getByRole("banner")).toContainText(/p\. \d+/u);
}

/** Begins to use a page, and waits until it has loaded what it may need: from then on it works without the network. */
export async function beginToUse(page: Page): Promise<void> {
  await page.mouse.move(1, 1);
  await page.waitForFunction(() => performance.getEntriesByName("concord:all-loaded").length > 0);
}

/** Opens the report and waits until its page answers, and has all that it may need. */
export async function openReport(page: Page, hash = ""): Promise<void> {
  await page.goto(`${REPORT.address}${hash}`);
  await reportIsReady(page);
  await beginToUse(page);
}
