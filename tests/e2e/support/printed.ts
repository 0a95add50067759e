import { inflateSync } from "node:zlib";
import type { Page } from "@playwright/test";

/**
 * The fill colours (0 to 255 per channel) of a page printed with the browser's default settings, that is, without
 * backgrounds.
 */
export async function printedFills(page: Page): Promise<Set<string>> {
  const pdf = (await page.pdf({ printBackground: false })).toString("latin1");
  const streams = [...pdf.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/gu)].map(([, bytes = ""]) => contentOf(bytes));
  const fills = streams.flatMap((content) => [...content.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) rg\b/gu)]);
  return new Set(fills.map(([, ...parts]) => parts.map((part) => Math.round(Number(part) * 255)).join(" ")));
}

/** Ignores images and fonts. */
function contentOf(bytes: string): string {
  try {
    return inflateSync(Buffer.from(bytes, "latin1")).toString("latin1");
  } catch {
    return "";
  }
}
