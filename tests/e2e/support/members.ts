import type { BrowserContext, BrowserContextOptions, Page } from "@playwright/test";
import { type Credentials, test } from "./people";
import { openReport, REPORT } from "./reports";

/**
 * Deletes everything that a page's user has created, so that a test leaves nothing behind. Other users' data is kept,
 * because their tests run concurrently.
 */
export async function clear(page: Page): Promise<void> {
  // Pending saves would be rejected once their highlight has been deleted. Some tests leave changes that can't be
  // saved.
  const isSaved = () => !Object.keys(localStorage).some((key) => key.includes("outbox/"));
  await page.waitForFunction(isSaved, undefined, { timeout: 2_000 }).catch(() => undefined);
  const origin = new URL(page.url()).origin;
  const { highlights } = await (await page.request.get(`/api/reports/${REPORT.slug}/highlights`)).json();
  for (const { id, version, may } of highlights) {
    if (may.edit) await page.request.delete(`/api/highlights/${id}?version=${version}`, { headers: { origin } });
  }
}

/** A separate member for each test, so that tests do not see each other's private highlights. */
export const member = test.extend<{
  joined: { person: Credentials; state: BrowserContextOptions["storageState"] };
  memberContext: BrowserContext;
}>({
  joined: async ({ people }, use) => use(await people.join("annotator")),
  memberContext: async ({ browser, joined: { state }, troubles }, use) => {
    const context = await browser.newContext({ storageState: state, viewport: { width: 1360, height: 850 } });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    troubles.watch(context);
    await use(context);
    await context.close();
  },
  page: async ({ memberContext }, use) => {
    const page = await memberContext.newPage();
    await openReport(page);
    await use(page);
    await clear(page);
  },
});
