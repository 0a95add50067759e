/** Concordance: every occurrence of what was searched for on a line of its own, in its context (keyword in context). */

import { tokenize } from "./analysis";
import type { SearchDocument } from "./documents";
import type { SearchHit } from "./engine";

/** One occurrence. White space in the three parts is single spaces. */
export interface ConcordanceLine {
  document: SearchDocument;
  /** UTF-16 offset of the keyword in the document's text. */
  start: number;
  left: string;
  keyword: string;
  right: string;
}

/** By what lines are put in order: as they stand in the report, or by the words before or after the keyword. */
export type ConcordanceOrder = "position" | "left" | "right";

/** How far context is looked at, in words: more than any two passages are likely to share. */
const COMPARED_WORDS = 8;

const collator = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });

/**
 * The lines of some hits.
 *
 * @param hits in the order in which their lines are to stand
 * @param width UTF-16 code units of context on each side at most; it is cut between words
 */
export function concordance(hits: readonly SearchHit[], width: number): ConcordanceLine[] {
  return hits.flatMap(({ ranges, score: _, ...document }) =>
    ranges.map(([start, end]) => ({
      document,
      start,
      left: lastWords(inOneLine(document.text.slice(Math.max(0, start - width - 1), start)), width),
      keyword: inOneLine(document.text.slice(start, end)),
      right: firstWords(inOneLine(document.text.slice(end, end + width + 1)), width),
    })),
  );
}

/** Lines in another order. Lines with the same context keep theirs. */
export function sortLines(lines: readonly ConcordanceLine[], order: ConcordanceOrder): ConcordanceLine[] {
  if (order === "position") return [...lines];
  const keyed = lines.map((line) => ({
    line,
    key: order === "left" ? wordsOf(line.left).reverse() : wordsOf(line.right),
  }));
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ line }) => line);
}

function wordsOf(context: string): string[] {
  return tokenize(context).map(({ word }) => word);
}

/** Word by word; what has fewer words comes first. */
function compare(a: readonly string[], b: readonly string[]): number {
  for (let place = 0; place < COMPARED_WORDS; place++) {
    const difference = collator.compare(a[place] ?? "", b[place] ?? "");
    if (difference !== 0) return difference;
  }
  return 0;
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/gu, " ");
}

function lastWords(text: string, width: number): string {
  return text.length <= width ? text : text.slice(text.indexOf(" ", text.length - width - 1) + 1);
}

function firstWords(text: string, width: number): string {
  if (text.length <= width) return text;
  const end = text.lastIndexOf(" ", width);
  return end < 0 ? text.slice(0, width) : text.slice(0, end);
}
