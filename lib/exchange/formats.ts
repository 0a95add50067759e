export const EXPORT_FORMATS = ["markdown", "csv", "docx", "jsonld", "backup", "pdf", "pdf-print"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Whether a format is a copy of a report's PDF. */
export function isPdfFormat(format: ExportFormat): format is "pdf" | "pdf-print" {
  return format === "pdf" || format === "pdf-print";
}

/** The response header with the number of highlights that have no place on the pages of an exported PDF. */
export const UNPLACED_HEADER = "Concord-Unplaced";

/** Maximum number of highlights that can be selected individually for an export. Their ids are in its URL. */
export const MAX_PICKED_EXPORT = 200;

/** Maximum size of an import file, in bytes. */
export const MAX_IMPORT = 10 * 1024 * 1024;

/**
 * The outcome of importing one entry:
 * - `new`: imported and anchored to its quote;
 * - `ambiguous`, `orphan`: imported unplaced, because the quote occurs several times or not at all;
 * - `placed`: already here but unplaced, and placed now;
 * - `changed`: already here, and changed in the file since it was exported;
 * - `deleted`: deleted from the file since it was exported; deleted here only if the user chooses to;
 * - `conflict`: changed both here and in the file, left unchanged;
 * - `duplicate`: already here, left unchanged;
 * - `elsewhere`: about a document that is not a report here;
 * - `forbidden`: this user may not import it;
 * - `unsupported`, `invalid`: cannot be imported.
 */
export const OUTCOMES = [
  "new",
  "ambiguous",
  "orphan",
  "placed",
  "changed",
  "deleted",
  "conflict",
  "duplicate",
  "elsewhere",
  "forbidden",
  "unsupported",
  "invalid",
] as const;
