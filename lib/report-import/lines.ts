import { type MarkedText, plain } from "./marked-text";
import type { Evidence } from "./page-breaks";

/** A line of the source. A blank line can be evidence of a page break. */
export interface Line extends MarkedText {
  /** The number of the line, from 1, as in text editors. */
  readonly number: number;
  /** The evidence of a page break; set only on blank lines. */
  readonly turn?: { evidence: Evidence; page?: number };
}

const LINE_END = /\r\n|[\n\r\v\u0085\u2028\u2029]/u;

/**
 * Splits a text into lines. A form feed becomes a separate blank line with the same line number, so that it separates
 * paragraphs, as a page break does.
 */
export function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  text.split(LINE_END).forEach((line, index) => {
    const number = index + 1;
    line.split("\f").forEach((part, nth) => {
      if (nth > 0) lines.push(blankLine(number, { evidence: "form-feed" }));
      if (part.trim() !== "") lines.push({ number, ...plain(part) });
      else lines.push(blankLine(number, part === "" ? undefined : { evidence: "white-space" }));
    });
  });
  return lines;
}

/** An empty line that replaces removed text. */
export function blankLine(number: number, turn?: Line["turn"]): Line {
  return turn ? { number, ...plain(""), turn } : { number, ...plain("") };
}

export const isBlank = (line: Line): boolean => line.value === "";
