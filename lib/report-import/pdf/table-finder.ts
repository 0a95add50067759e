import type { LineJoiner } from "./hyphens";
import type { Line } from "./lines";
import type { Page } from "./page";
import type { TableRange } from "./table-cells";
import { tablesIn } from "./tables";
import { isTaggedText, taggedTablesIn } from "./tagged-tables";

/** Finds the tables of a document by its tags, or else by the positions of its words. */
export class TableFinder {
  readonly #pages: readonly Page[];
  readonly #joiner: LineJoiner;
  /** Whether the program that wrote the file tagged its tables. If so, text with other tags is not a table. */
  readonly #isTagged: boolean;

  constructor(pages: readonly Page[], joiner: LineJoiner) {
    this.#pages = pages;
    this.#joiner = joiner;
    const tagged = pages.filter(({ cells }) => cells !== undefined && cells.size > 0);
    this.#isTagged = tagged.length > 0 && tagged.every(hasTaggedText);
  }

  /**
   * The tables in the lines of a column, from top to bottom.
   *
   * @param open font size of the table at the end of the previous column; its last few rows may be in this column
   */
  tablesIn(lines: readonly Line[], open: number | undefined): TableRange[] {
    const { rules = [], cells = new Map() } = this.#pages[lines[0]?.page ?? 0] ?? {};
    if (!this.#isTagged) return tablesIn(lines, rules, this.#joiner, open);
    const tagged = taggedTablesIn(lines, cells, this.#joiner, open !== undefined);
    const found = [...tagged];
    const isOther = lines.map(
      (line, n) => isTaggedText(line, cells) || tagged.some(({ start, end }) => n >= start && n < end),
    );
    for (let start = 0; start < lines.length; ) {
      let end = start;
      while (end < lines.length && !isOther[end]) end++;
      const between = lines.slice(start, end);
      for (const range of tablesIn(between, rules, this.#joiner, start === 0 ? open : undefined))
        found.push({ ...range, start: range.start + start, end: range.end + start });
      start = end + 1;
    }
    return found.sort((a, b) => a.start - b.start);
  }
}

/** Whether the cells in a page's structure contain any of its text. If not, the structure is damaged. */
function hasTaggedText({ glyphs, cells }: Page): boolean {
  return glyphs.some(({ content }) => content !== undefined && cells?.has(content));
}
