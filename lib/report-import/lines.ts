import { type MarkedText, plain } from "./marked-text";
import type { Evidence } from "./page-breaks";

/** A line of the source. Blank lines keep what they say about the end of a page. */
export interface Line extends MarkedText {
  /** From 1, as editors count. */
  readonly number: number;
  /** Set on blank lines only. */
  readonly turn?: { evidence: Evidence; page?: number };
}

const LINE_END = /\r\n|[\n\r\v\u0085\u2028\u2029]/u;

/**
 * Splits a text into lines. A form feed becomes a blank line of its own, with the number of the line it stands in, so that
 * it parts paragraphs as the end of a page does.
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

/** A line without text, in the place of what stood there. */
export function blankLine(number: number, turn?: Line["turn"]): Line {
  return turn ? { number, ...plain(""), turn } : { number, ...plain("") };
}

export const isBlank = (line: Line): boolean => line.value === "";
