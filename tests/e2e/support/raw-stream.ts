import { expect, type Page } from "@playwright/test";

/**
 * Reads a stream as bytes, in addition to the stream that the page opens. @returns a function that waits until the
 * stream contains the given words, and returns everything received so far
 */
export function readRaw(page: Page): (until: string) => Promise<string> {
  const handle = page.evaluateHandle(async () => {
    const response = await fetch("/api/events");
    const reader = response.body!.getReader();
    const state = { text: "" };
    const decoder = new TextDecoder();
    void (async () => {
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        state.text += decoder.decode(part.value, { stream: true });
      }
    })();
    return state;
  });
  return async (until) => {
    const state = await handle;
    await expect.poll(() => state.evaluate(({ text }) => text)).toContain(until);
    return state.evaluate(({ text }) => text);
  };
}
