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

/** Opens the report and waits until its page answers. */
export async function openReport(page: Page, hash = ""): Promise<void> {
  await page.goto(`${REPORT.address}${hash}`);
  await reportIsReady(page);
}
