/** The base of every journey: `import { expect, test } from "./support/test"`. */
import { test as base, expect } from "@playwright/test";
import { Troubles } from "./troubles";

export { expect };

/**
 * Playwright's `test`, extended so that it also fails if the browser reports an error, even one that is not visible on
 * the page. A test that causes an error on purpose declares it with `troubles.expect(/…/)`.
 */
export const test = base.extend<{ troubles: Troubles }>({
  troubles: [
    async ({ context }, use) => {
      const troubles = new Troubles();
      troubles.watch(context);
      await use(troubles);
      expect(troubles.unexpected, "errors that the browser reported").toEqual([]);
      expect(troubles.missing, "errors that the test expects but that did not occur").toEqual([]);
    },
    { auto: true },
  ],
});
