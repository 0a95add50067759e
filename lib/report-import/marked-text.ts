import type { PageBreak } from "./page-breaks";

/** A zero-width annotation between two characters. */
type Mark = { offset: number } & ({ type: "reference"; label: string } | { type: "turn"; turn: PageBreak });

/** A text with marks, which are ordered by offset. Offsets are UTF-16 code units in `value`. */
export interface MarkedText {
  readonly value: string;
  readonly marks: readonly Mark[];
}

/** Text without marks. */
export const plain = (value: string): MarkedText => ({ value, marks: [] });

/** Concatenates texts in linear time. */
export function join(parts: readonly MarkedText[], separator = " "): MarkedText {
  const marks: Mark[] = [];
  let length = 0;
  for (const part of parts) {
    for (const mark of part.marks) marks.push({ ...mark, offset: mark.offset + length });
    length += part.value.length + separator.length;
  }
  return { value: parts.map((part) => part.value).join(separator), marks };
}

/** The text from `start` to `end`, including marks at either end. */
export function slice(text: MarkedText, start: number, end = text.value.length): MarkedText {
  return {
    value: text.value.slice(start, end),
    marks: text.marks
      .filter((mark) => mark.offset >= start && mark.offset <= end)
      .map((mark) => ({ ...mark, offset: mark.offset - start })),
  };
}

/** Trims whitespace. Marks in the removed whitespace move to the nearest remaining character. */
export function trim(text: MarkedText): MarkedText {
  const start = text.value.length - text.value.trimStart().length;
  const value = text.value.trim();
  const marks = text.marks.map((mark) => ({
    ...mark,
    offset: Math.min(Math.max(mark.offset - start, 0), value.length),
  }));
  return { value, marks };
}

/** Adds a page break before the first character of a text. */
export function turnBefore(text: MarkedText, turn: PageBreak | undefined): MarkedText {
  return turn ? { value: text.value, marks: [{ offset: 0, type: "turn", turn }, ...text.marks] } : text;
}
