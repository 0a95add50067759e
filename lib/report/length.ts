import type { Report } from "./model";

/** Words per minute in silent reading of English non-fiction (Brysbaert 2019, doi:10.1016/j.jml.2019.104047). */
const WORDS_A_MINUTE = 238;

/** The number of printed pages from the first known page to the last; null if no page is known. */
export function pageCount(pages: Report["pages"]): number | null {
  const numbers = pages.flatMap(({ page }) => (page === null ? [] : [page]));
  const [first, last] = [numbers[0], numbers.at(-1)];
  return first !== undefined && last !== undefined ? last - first + 1 : null;
}

/** The length of a report in words, minutes of reading time and printed pages. */
export function lengthOf(report: Report): { words: number; minutes: number; pages: number | null } {
  const words = report.blocks
    .filter((block) => block.kind !== "footnote")
    .reduce((sum, block) => sum + (block.text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu)?.length ?? 0), 0);
  return { words, minutes: Math.max(1, Math.round(words / WORDS_A_MINUTE)), pages: pageCount(report.pages) };
}
