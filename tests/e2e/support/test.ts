/** What every journey starts from: `import { expect, test } from "./support/test"`. */
import { test as base, expect } from "@playwright/test";
import { Troubles } from "./troubles";

export { expect };

/**
 * Playwright's `test`, which also fails where the browser reports an error: one that a person would not see on the page
 * is still an error. A test that provokes one says so with `troubles.expect(/…/)`.
 */
export const test = base.extend<{ troubles: Troubles }>({
  troubles: [
    async ({ context }, use) => {
      const troubles = new Troubles();
      troubles.watch(context);
      await use(troubles);
      expect(troubles.unexpected, "errors that the browser reported").toEqual([]);
      expect(troubles.missing, "errors that the test expects and that did not come").toEqual([]);
    },
    { auto: true },
  ],
});
