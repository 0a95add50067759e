import type { PageBreak } from "./page-breaks";

/** Something that stands between two characters and is no text itself. */
type Mark = { offset: number } & ({ type: "reference"; label: string } | { type: "turn"; turn: PageBreak });

/** Text with marks in it, ordered by offset. Offsets are UTF-16 code units in `value`. */
export interface MarkedText {
  readonly value: string;
  readonly marks: readonly Mark[];
}

/** Text without marks. */
export const plain = (value: string): MarkedText => ({ value, marks: [] });

/** Lays texts end to end. Linear in their total length, however many they are. */
export function join(parts: readonly MarkedText[], separator = " "): MarkedText {
  const marks: Mark[] = [];
  let length = 0;
  for (const part of parts) {
    for (const mark of part.marks) marks.push({ ...mark, offset: mark.offset + length });
    length += part.value.length + separator.length;
  }
  return { value: parts.map((part) => part.value).join(separator), marks };
}

/** The text from `start` to `end`; marks at either end stay. */
export function slice(text: MarkedText, start: number, end = text.value.length): MarkedText {
  return {
    value: text.value.slice(start, end),
    marks: text.marks
      .filter((mark) => mark.offset >= start && mark.offset <= end)
      .map((mark) => ({ ...mark, offset: mark.offset - start })),
  };
}

/** The text without white space at its ends; marks that stood in it move to the nearest character. */
export function trim(text: MarkedText): MarkedText {
  const start = text.value.length - text.value.trimStart().length;
  const value = text.value.trim();
  const marks = text.marks.map((mark) => ({
    ...mark,
    offset: Math.min(Math.max(mark.offset - start, 0), value.length),
  }));
  return { value, marks };
}

/** The text with a page turn before its first character. */
export function turnBefore(text: MarkedText, turn: PageBreak | undefined): MarkedText {
  return turn ? { value: text.value, marks: [{ offset: 0, type: "turn", turn }, ...text.marks] } : text;
}
