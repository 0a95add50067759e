/** A concordance (keyword in context) lists every occurrence on its own line, with its context. */

import { tokenize } from "./analysis";
import type { SearchDocument } from "./documents";
import type { SearchHit } from "./engine";

/** One occurrence. Whitespace in the three parts is collapsed to single spaces. */
export interface ConcordanceLine {
  document: SearchDocument;
  /** UTF-16 offset of the keyword in the document's text. */
  start: number;
  left: string;
  keyword: string;
  right: string;
}

/** Sort order of the lines: reading order, or the words before or after the keyword. */
export type ConcordanceOrder = "position" | "left" | "right";

/** Number of context words to compare when sorting. Two passages rarely share more. */
const COMPARED_WORDS = 8;

const collator = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });

/**
 * Builds the concordance lines of the given hits.
 *
 * @param hits in the order of the resulting lines
 * @param width maximum context on each side in UTF-16 code units; the context is cut between words
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

/** Sorts lines. The sort is stable for lines with the same context. */
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

/** Compares two lists word by word. If one list is a prefix of the other, it comes first. */
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
