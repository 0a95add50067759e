import { randomUUID } from "node:crypto";
import { selectorOf } from "@/lib/annotations/highlights/selector";
import type { NewHighlight } from "@/lib/annotations/schemas";
import type { Database } from "@/lib/db/database";
import { addEdition } from "@/lib/library/add-edition";
import { parseReport } from "@/lib/report/parse";

export const SLUG = "rivers";

/** The Markdown of a report with these paragraphs. */
export function markdownOf(...paragraphs: string[]): string {
  return `---\ntitle: Rivers\nauthors: [A. Author]\n---\n\n${paragraphs.join("\n\n")}\n`;
}

/** Stores a report with these paragraphs as the next edition of `SLUG`. */
export async function storeReport(db: Database, ...paragraphs: string[]) {
  const markdown = markdownOf(...paragraphs);
  const report = parseReport(markdown, SLUG);
  const { id, ordinal } = await addEdition(db, report, markdown);
  return { id, ordinal, text: report.text, report };
}

/** The request with which a browser highlights the first occurrence of `quote`. */
export function highlightOf(
  { id: edition, text }: { id: string; text: string },
  quote: string,
  more: Partial<NewHighlight> = {},
): NewHighlight {
  const start = text.indexOf(quote);
  const selector = selectorOf(text, start, start + quote.length);
  return { id: randomUUID(), edition, ...selector, colour: 1, visibility: "team", note: null, ...more };
}
