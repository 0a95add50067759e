import { problem } from "../errors/problem";
import { blankLine, isBlank, type Line } from "./lines";
import { isUnfinished, RUNNING_TEXT_LENGTH, startsSmall } from "./typography";
import type { ImportWarning } from "./warning";
import { excerpt } from "./warning";

/**
 * Minimum number of pages on which a running head must appear. A line that appears on fewer pages may be a repeated
 * title.
 */
const LEAST_REPEATS = 3;
const MAX_HEAD_LENGTH = 120;
const PAGE_NUMBER = /^\s*[-–—]?\s*(\d{1,4})\s*[-–—]?\s*$/u;
/** A running foot that ends with the page number, as in RFCs: "Postel  [Page 7]". */
const PAGE_FOOT = /\[Page (\d{1,4})\]\s*$/iu;
/** A page has at most this many lines, so numbers that are further apart must be chapter numbers. */
const MAX_PAGE_LINES = 120;
/** Maximum number of blank lines between a page number and the text on one side of it. */
const MAX_BLANKS = 12;
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
    // A number after a form feed is at the top of its page. Any other number is at the bottom, directly before the next
    // page.
    return blankLine(line.number, { evidence: "page-number", page: afterFeed ? printed : printed + 1 });
  });
  const firstHead = [...heads.keys()][0];
  if (firstHead !== undefined) {
    const { number, value } = lines[firstHead]!;
    doubts.push({
      line: number,
      problem: problem("import-warning.running-head", { text: excerpt(value.trim()), count: heads.size }),
    });
  }
  const firstNumber = [...numbers.keys()][0];
  if (firstNumber !== undefined) {
    doubts.push({
      line: lines[firstNumber]!.number,
      problem: problem("import-warning.page-numbers", { count: numbers.size }),
    });
  }
  return { lines: kept, doubts };
}

/** A line that may contain the page number. */
interface PrintedNumber {
  index: number;
  page: number;
  isFoot: boolean;
}

/**
 * Lines that are page numbers, or running feet that end with one, by index. They count only if the numbers increase
 * like page numbers.
 */
function pageNumbers(lines: readonly Line[]): Map<number, number> {
  const runs: PrintedNumber[][] = [];
  lines.forEach((line, index) => {
    const page = printedPage(lines, index);
    if (page === undefined) return;
    const number = { index, page, isFoot: PAGE_FOOT.test(line.value.slice(-20)) };
    const last = runs.at(-1)?.at(-1);
    if (
      last?.page === page - 1 &&
      (index - last.index <= MAX_PAGE_LINES || number.isFoot || hasFeed(lines, last, index))
    ) {
      runs.at(-1)!.push(number);
    } else runs.push([number]);
  });
  const pages = runs.filter((run) => run.length > 1 && runLikePages(lines, run));
  return new Map(pages.flat().map(({ index, page }) => [index, page]));
}

/** Whether there is a form feed between a page number and the line with the given index. */
const hasFeed = (lines: readonly Line[], from: PrintedNumber, to: number): boolean =>
  lines
    .slice(from.index, Math.min(to, from.index + 2 * MAX_PAGE_LINES))
    .some(({ turn }) => turn?.evidence === "form-feed");

/**
 * Chapter numbers follow the end of a sentence. Page numbers often interrupt a sentence, or are next to a form feed.
 */
function runLikePages(lines: readonly Line[], run: readonly PrintedNumber[]): boolean {
  return run.some(
    (number, nth) =>
      number.isFoot || (run[nth + 1] && hasFeed(lines, number, run[nth + 1]!.index)) || interrupts(lines, number.index),
  );
}

/** Whether the text before a line continues after the line. */
function interrupts(lines: readonly Line[], index: number): boolean {
  const textAt = (step: number): string => {
    for (let at = index + step; lines[at] && Math.abs(at - index) <= MAX_BLANKS; at += step) {
      if (!isBlank(lines[at]!)) return lines[at]!.value;
    }
    return "";
  };
  const after = textAt(1).trim();
  return (
    isUnfinished(textAt(-1)) &&
    after !== "" &&
    (startsSmall(after) || textAt(-1).trim().length > RUNNING_TEXT_LENGTH / 2)
  );
}

function printedPage(lines: readonly Line[], index: number): number | undefined {
  const { value } = lines[index]!;
  if (value.length > MAX_HEAD_LENGTH) return undefined;
  const digits = PAGE_FOOT.exec(value.slice(-20))?.[1];
  if (digits !== undefined) return Number(digits);
  const alone = value.length > 20 ? undefined : PAGE_NUMBER.exec(value)?.[1];
  return alone !== undefined && standsAlone(lines, index) ? Number(alone) : undefined;
}

/** Lines next to page breaks, by index, that are the same on several pages except for a number at either end. */
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
  const heads = [...repeats.values()].filter((found) => found.size >= LEAST_REPEATS);
  return new Map(heads.flatMap((found) => [...(isCounted(found) ? found : withoutPages(found))]));
}

/** Whether the numbers in a running head differ from page to page, unlike the year in a report's title. */
function isCounted(found: ReadonlyMap<number, { page?: number }>): boolean {
  return new Set([...found.values()].map(({ page }) => page)).size > found.size / 2;
}

const withoutPages = (found: ReadonlyMap<number, unknown>): Map<number, { page?: number }> =>
  new Map([...found.keys()].map((index) => [index, {}]));

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
