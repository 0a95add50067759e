import type { BrowserContext } from "@playwright/test";

/** Console messages about connections that broke because an instance was killed (`npm test -- e2e --kill`). */
const OF_KILLS = /ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|502 \(Bad Gateway\)/u;

/** Collects errors that are not visible on the page: uncaught exceptions and console errors. */
export class Troubles {
  readonly #seen: string[] = [];
  readonly #expected: RegExp[] = [];
  readonly #tolerated = process.env.CONCORD_KILLS ? [OF_KILLS] : [];

  /**
   * Watches all pages of a context. The test's own context is already being watched, but contexts created by
   * `browser.newContext` are not.
   */
  watch(context: BrowserContext): void {
    context.on("weberror", (error) => this.#seen.push(`uncaught ${error.error().stack ?? error.error().message}`));
    context.on("console", (message) => {
      // The text of "Failed to load resource" doesn't include the URL.
      if (message.type() === "error") this.#seen.push(`${message.text()} (${message.location().url})`);
    });
  }

  /** Declares that matching errors are expected, because the test causes them on purpose. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  get unexpected(): string[] {
    const known = [...this.#expected, ...this.#tolerated];
    return this.#seen.filter((text) => !known.some((pattern) => pattern.test(text)));
  }

  get missing(): RegExp[] {
    return this.#expected.filter((pattern) => !this.#seen.some((text) => pattern.test(text)));
  }
}
