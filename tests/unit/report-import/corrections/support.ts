import { splitFrontMatter } from "@/lib/report/front-matter";
import { parseReport } from "@/lib/report/parse";
import { correct } from "@/lib/report-import/corrections";
import type { BlockTarget, Correction, Place } from "@/lib/report-import/corrections/schemas";
import { targetsOf } from "@/lib/report-import/corrections/targets";
import type { PageLayout } from "@/lib/report-import/layout";

const HEAD = "---\ntitle: Tolls\n---\n";

/** A body with front matter. */
export const fileOf = (body: string) => `${HEAD}\n${body}\n`;

/** The report with this body. */
export const reportOf = (body: string) => parseReport(fileOf(body), "tolls");

/** The block of a body that begins with this text. */
export function blockOf(body: string, start: string, nth = 0): BlockTarget {
  const found = targetsOf(reportOf(body)).filter(({ text }) => text.startsWith(start))[nth];
  if (!found) throw new Error(`No block begins with “${start}”.`);
  return found;
}

/** The position of the character "|" in a text. */
export function placeAt(marked: string): Place {
  const at = marked.indexOf("|");
  return { at, before: marked.slice(0, at), after: marked.slice(at + 1) };
}

/** The body after the corrections, and which corrections could be applied. */
export function corrected(body: string, corrections: readonly Correction[]): { body: string; fits: boolean[] } {
  const { read, fits } = correct({ markdown: fileOf(body), doubts: [] }, corrections);
  return { body: splitFrontMatter(read.markdown).body.trim(), fits };
}

/**
 * A layout in which each block has one box, on the page whose number is the block's index. The boxes of notes are on
 * page 900.
 */
export function layoutOf(body: string): PageLayout {
  const { blocks, footnotes } = reportOf(body);
  const boxed = blocks.filter(({ kind }) => kind !== "footnote").map((_, index) => [index, 0, 0, 1, 1]);
  return {
    sizes: [],
    body: boxed,
    notes: Object.fromEntries(footnotes.map(({ label }) => [label, [900, 0, 0, 1, 1]])),
  };
}
