import type { BrowserContext } from "@playwright/test";

/** Collects what goes wrong in a browser without showing: uncaught errors, and what is written to the console as one. */
export class Troubles {
  readonly #seen: string[] = [];
  readonly #expected: RegExp[] = [];

  /** Listens to all pages of a context. The test's own is watched already; one made by `browser.newContext` is not. */
  watch(context: BrowserContext): void {
    context.on("weberror", (error) => this.#seen.push(`uncaught ${error.error().stack ?? error.error().message}`));
    context.on("console", (message) => {
      // The address is not in the text of "Failed to load resource".
      if (message.type() === "error") this.#seen.push(`${message.text()} (${message.location().url})`);
    });
  }

  /** Says that errors which match will come, because the test provokes them. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  get unexpected(): string[] {
    return this.#seen.filter((text) => !this.#expected.some((pattern) => pattern.test(text)));
  }

  get missing(): RegExp[] {
    return this.#expected.filter((pattern) => !this.#seen.some((text) => pattern.test(text)));
  }
}
