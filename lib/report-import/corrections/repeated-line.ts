import type { PhrasingContent } from "mdast";
import { flatText, turnOffsets } from "./phrasing";

/** Matches a repeated line even if its numbers and spaces differ. */
export class RepeatedLine {
  readonly #whole: RegExp;
  readonly #last: RegExp;
  readonly #first: RegExp;
  /** Maximum length of a match. The numbers and spaces in a match can be longer than those in the original line. */
  readonly #reach: number;

  constructor(text: string) {
    const source = patternOf(text);
    this.#whole = new RegExp(`^${source}$`, "u");
    this.#last = new RegExp(`(?<=^|\\s)${source}\\s*$`, "u");
    this.#first = new RegExp(`^\\s*${source}(?=\\s|$)`, "u");
    this.#reach = 2 * text.length + 20;
  }

  isWhole(text: string): boolean {
    return text.length <= this.#reach && this.#whole.test(text);
  }

  /** The ranges of a text where the repeated line occurs directly before or after a page break. They don't overlap. */
  besideTurns(children: readonly PhrasingContent[]): [start: number, end: number][] {
    const flat = flatText(children);
    const ranges: [number, number][] = [];
    for (const at of turnOffsets(children)) {
      const done = ranges.at(-1)?.[1] ?? 0;
      if (done > at) continue;
      const above = this.#last.exec(flat.slice(Math.max(done, at - this.#reach), at));
      if (above) ranges.push([at - above[0].length, at]);
      const below = this.#first.exec(flat.slice(at, at + this.#reach));
      if (below) ranges.push([at, at + below[0].length]);
    }
    return ranges;
  }
}

function patternOf(line: string): string {
  return line
    .split(/(\d+|\s+)/u)
    .map((part) => {
      if (/^\d/u.test(part)) return "\\d+";
      return /^\s/u.test(part) ? "\\s+" : part.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
    })
    .join("");
}
