import { expect, type Page } from "@playwright/test";

/** Reads a stream as bytes, beside the page's own. @returns waits until it holds some words, and answers all that it said */
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
