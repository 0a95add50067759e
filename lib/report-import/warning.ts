import { type Problem, problem } from "../errors/problem";

/** A decision made by the importer that someone should check. */
export interface ImportWarning {
  /** The source line or, in a PDF, the page, from 1. */
  line: number;
  problem: Problem;
  /** The missing metadata field, if the warning is about one. The form then asks the user for it. */
  field?: "authors" | "editor" | "place" | "year" | "publisher";
  /** The label of the note that has no marker, if the warning is about one. */
  note?: string;
  /** Set if the warning requires no action. */
  isMinor?: true;
}

/** The warning about metadata that the file lacks. */
export function missingField(field: NonNullable<ImportWarning["field"]>): ImportWarning {
  return { line: 1, problem: problem(`import-warning.missing.${field}`), field };
}

/** The start of a text, kept short enough to quote in a message. */
export function excerpt(text: string, length = 40): string {
  return text.length <= length ? text : `${text.slice(0, length).trimEnd()}…`;
}

/** The end of a text, kept short enough to quote in a message. */
export function ending(text: string, length = 40): string {
  return text.length <= length ? text : `…${text.slice(-length).trimStart()}`;
}
