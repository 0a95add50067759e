export const EXPORT_FORMATS = ["markdown", "csv", "docx", "jsonld", "backup"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Bytes of a file that is imported. */
export const MAX_IMPORT = 10 * 1024 * 1024;

/**
 * What becomes of an entry:
 * - `new`: it is imported, to the words that it quotes;
 * - `ambiguous`, `orphan`: it is imported without a place, since its words could be several, or are not there;
 * - `placed`: it is here already, had no place, and gets one;
 * - `duplicate`: it is here already, and stays as it is here;
 * - `elsewhere`: it is about a document that is no report here;
 * - `forbidden`: it may not be imported by this person;
 * - `unsupported`, `invalid`: it cannot be.
 */
export const OUTCOMES = [
  "new",
  "ambiguous",
  "orphan",
  "placed",
  "duplicate",
  "elsewhere",
  "forbidden",
  "unsupported",
  "invalid",
] as const;
