/** A decision made by the importer that someone should check. */
export interface ImportWarning {
  /** The source line, or the page of a PDF, from 1. */
  line: number;
  /** A complete sentence. */
  text: string;
  /** The missing metadata field, if the warning is about one. The form then asks the user for it. */
  field?: "authors" | "editor" | "place" | "year" | "publisher";
  /** The label of the note that has no marker, if the warning is about one. */
  note?: string;
  /** Set if no action is needed. */
  isMinor?: true;
}

/** The start of a text, kept short enough to quote in a message. */
export function excerpt(text: string, length = 40): string {
  return text.length <= length ? text : `${text.slice(0, length).trimEnd()}…`;
}

/** The end of a text, kept short enough to quote in a message. */
export function ending(text: string, length = 40): string {
  return text.length <= length ? text : `…${text.slice(-length).trimStart()}`;
}
