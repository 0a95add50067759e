export const EXPORT_FORMATS = ["markdown", "csv", "docx", "jsonld", "backup"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Maximum number of highlights that can be selected individually for an export. Their ids are in its URL. */
export const MAX_PICKED_EXPORT = 200;

/** Maximum size of an import file, in bytes. */
export const MAX_IMPORT = 10 * 1024 * 1024;

/**
 * The outcome of importing one entry:
 * - `new`: imported and anchored to its quote;
 * - `ambiguous`, `orphan`: imported unplaced, because the quote occurs several times or not at all;
 * - `placed`: already here but unplaced, and placed now;
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
  "duplicate",
  "elsewhere",
  "forbidden",
  "unsupported",
  "invalid",
] as const;
