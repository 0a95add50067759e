/** Something the importer decided but was not sure of, for a person to check. */
export interface ImportWarning {
  /** The line of the source it is about, or the page of a PDF, from 1. */
  line: number;
  /** A whole sentence. */
  text: string;
  /** What of the report's imprint it misses, where it is about that: a form asks for it. */
  field?: "authors" | "editor" | "place" | "year" | "publisher";
}

/** The start of a text, short enough to be quoted in a sentence. */
export function excerpt(text: string, length = 40): string {
  return text.length <= length ? text : `${text.slice(0, length).trimEnd()}…`;
}

/** The end of a text, short enough to be quoted in a sentence. */
export function ending(text: string, length = 40): string {
  return text.length <= length ? text : `…${text.slice(-length).trimStart()}`;
}
