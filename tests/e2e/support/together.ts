import type { BrowserContextOptions, Page } from "@playwright/test";
import { clear } from "./members";
import { type Credentials, test as people } from "./people";
import { openReport } from "./reports";

type StorageState = BrowserContextOptions["storageState"];

/** Two people in separate browsers, each with the report open. */
export const together = people.extend<{
  ann: { person: Credentials; state: StorageState };
  bob: { person: Credentials; state: StorageState };
  annPage: Page;
  bobPage: Page;
}>({
  ann: async ({ people }, use) => use(await people.join("annotator")),
  bob: async ({ people }, use) => use(await people.join("annotator")),
  annPage: async ({ opened, ann: { state } }, use) => {
    const page = await (await opened(state)).newPage();
    await openReport(page);
    await use(page);
    await clear(page);
  },
  bobPage: async ({ opened, bob: { state } }, use) => {
    const page = await (await opened(state)).newPage();
    await openReport(page);
    await use(page);
    await clear(page);
  },
});
