import { expect, type Page } from "@playwright/test";

/** The sample report. */
export const REPORT = {
  slug: "russian-soft-power-in-kazakhstan",
  title: "Russian Soft Power in Kazakhstan (and Central Asia): Taken for Granted?",
  address: "/r/russian-soft-power-in-kazakhstan",
};

/** The size of a phone: the narrowest supported window. */
export const PHONE = { width: 390, height: 844 };

interface NewReport {
  /** The file's name. */
  name: string;
  file: string | Uint8Array;
  slug: string;
  /** Details that the user gives, instead of those in the file. */
  given?: { title?: string; language?: string };
}

/** Adds a file as a report, without the preview. Leaves the page at the library. */
export async function addReport(page: Page, { name, file, slug, given = {} }: NewReport): Promise<void> {
  await page.goto("/");
  const added = await page.request.post("/api/editions", {
    headers: { Origin: new URL(page.url()).origin },
    data: { name, file: Buffer.from(file).toString("base64"), given, slug, after: null },
    timeout: 90_000,
  });
  expect(added.ok(), await added.text()).toBe(true);
}

/** Waits until a report's page is interactive. From then on, the header shows the current page of the report. */
export async function reportIsReady(page: Page): Promise<void> {
  await expect(page.getByRole("banner")).toContainText(/p\. \d+/u);
}

/**
 * Interacts with a page for the first time, and waits until it has loaded everything that it may need. From then on,
 * the page works offline.
 */
export async function beginToUse(page: Page): Promise<void> {
  await page.mouse.move(1, 1);
  await page.waitForFunction(() => performance.getEntriesByName("concord:all-loaded").length > 0);
}

/** Opens the report and waits until its page is interactive and has loaded everything that it may need. */
export async function openReport(page: Page, hash = ""): Promise<void> {
  await page.goto(`${REPORT.address}${hash}`);
  await reportIsReady(page);
  await beginToUse(page);
}
