import { blankLine, isBlank, type Line } from "./lines";
import type { ImportWarning } from "./warning";
import { excerpt } from "./warning";

/** Minimum number of pages with a running head. With fewer, it may be a repeated title. */
const LEAST_REPEATS = 3;
const MAX_HEAD_LENGTH = 120;
const PAGE_NUMBER = /^\s*[-–—]?\s*(\d{1,4})\s*[-–—]?\s*$/u;
const HEAD = /^\s*(\d{1,4}\b)?\s*(.*?)\s*(\b\d{1,4})?\s*$/u;

/**
 * Removes text that is printed on every page: running heads and page numbers. A page number is replaced by a blank line
 * that indicates a page break.
 */
export function dropFurniture(lines: readonly Line[]): { lines: Line[]; doubts: ImportWarning[] } {
  const numbers = pageNumbers(lines);
  const isTurn = (index: number) => numbers.has(index) || lines[index]?.turn?.evidence === "form-feed";
  const heads = runningHeads(lines, isTurn);
  const doubts: ImportWarning[] = [];
  let afterFeed = false;
  const kept = lines.map((line, index): Line => {
    if (line.turn?.evidence === "form-feed") afterFeed = true;
    else if (!isBlank(line) && !heads.has(index) && !numbers.has(index)) afterFeed = false;
    const printed = numbers.get(index) ?? heads.get(index)?.page;
    if (printed === undefined && !heads.has(index)) return line;
    if (printed === undefined) return blankLine(line.number);
    // After a form feed, the number is at the top of its page. Elsewhere it is at the bottom, and the next page
    // follows.
    return blankLine(line.number, { evidence: "page-number", page: afterFeed ? printed : printed + 1 });
  });
  const firstHead = [...heads.keys()][0];
  if (firstHead !== undefined) {
    const { number, value } = lines[firstHead]!;
    doubts.push({
      line: number,
      text: `“${excerpt(value.trim())}” was left out on ${heads.size} pages because it looks like a running head.`,
    });
  }
  const firstNumber = [...numbers.keys()][0];
  if (firstNumber !== undefined) {
    doubts.push({
      line: lines[firstNumber]!.number,
      text: `${numbers.size} lines with only a page number were left out and read as page breaks.`,
    });
  }
  return { lines: kept, doubts };
}

/** Lines that consist of a number only, if these numbers are consecutive; by index. */
function pageNumbers(lines: readonly Line[]): Map<number, number> {
  const alone = lines.flatMap((line, index) => {
    const digits = line.value.length > 20 ? undefined : PAGE_NUMBER.exec(line.value)?.[1];
    return digits !== undefined && standsAlone(lines, index) ? [{ index, page: Number(digits) }] : [];
  });
  return new Map(
    alone
      .filter(({ page }, nth) => alone[nth - 1]?.page === page - 1 || alone[nth + 1]?.page === page + 1)
      .map(({ index, page }) => [index, page]),
  );
}

/** Lines next to page breaks that are equal on several pages, except for a number at either end; by index. */
function runningHeads(lines: readonly Line[], isTurn: (index: number) => boolean): Map<number, { page?: number }> {
  const repeats = new Map<string, Map<number, { page?: number }>>();
  lines.forEach((line, index) => {
    if (isBlank(line) || line.value.length > MAX_HEAD_LENGTH) return;
    if (!standsAlone(lines, index) || !nextToTurn(lines, index, isTurn)) return;
    const [, before, head, after] = HEAD.exec(line.value) ?? [];
    if (!head || !/\p{L}/u.test(head)) return;
    const digits = before ?? after;
    const found = repeats.get(head) ?? new Map<number, { page?: number }>();
    repeats.set(head, found.set(index, digits === undefined ? {} : { page: Number(digits) }));
  });
  return new Map([...repeats.values()].filter((found) => found.size >= LEAST_REPEATS).flatMap((found) => [...found]));
}

function standsAlone(lines: readonly Line[], index: number): boolean {
  return [lines[index - 1], lines[index + 1]].every((line) => line === undefined || isBlank(line));
}

/** Whether only blank lines separate a line from a page break. */
function nextToTurn(lines: readonly Line[], index: number, isTurn: (index: number) => boolean): boolean {
  return [-1, 1].some((step) => {
    let at = index + step;
    while (lines[at] && isBlank(lines[at]!) && !isTurn(at)) at += step;
    return isTurn(at);
  });
}
