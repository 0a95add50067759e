/** The schemas for export and import requests and responses, shared with the browser. */

import { z } from "zod";
import { reportParams } from "../annotations/schemas";
import { notesQuery } from "../library/notes-schemas";
import { EXPORT_FORMATS, MAX_IMPORT, MAX_PICKED_EXPORT, OUTCOMES } from "./formats";

/**
 * Maximum size of an import request, in bytes. The file is sent as a JSON string, in which quotes and line breaks take
 * two bytes each.
 */
export const MAX_IMPORT_BODY = 16 * 1024 * 1024;
/** Maximum duration of an import, in milliseconds. Anchoring takes one or two milliseconds per note. */
export const IMPORT_TIME = 5 * 60_000;
/** Maximum duration of an export, in milliseconds. Only writing a large PDF takes more than a few seconds. */
export const EXPORT_TIME = 5 * 60_000;

/** Which notes to export. The filters are the same as in the list of notes. */
export const exportQuery = notesQuery.omit({ offset: true }).extend({
  format: z.enum(EXPORT_FORMATS),
  /** Exports only these highlights. Their ids are separated by commas. */
  ids: z
    .string()
    .transform((ids) => ids.split(","))
    .pipe(z.array(z.uuid()).max(MAX_PICKED_EXPORT))
    .optional(),
});

/** A file to import, with options. */
export const importFile = z
  .object({
    /** The content of the file, if it is JSON. */
    text: z.string().max(MAX_IMPORT).optional(),
    /** Id of the file, if it is a PDF, which must have been uploaded before. */
    source: z.uuid().optional(),
    /** The report in which to look for passages from documents that are not reports here; null for none. */
    report: reportParams.shape.slug.nullable(),
    /**
     * The audience of imported notes. It is either the audience named in the file (private if there is none), or the same
     * for all notes.
     */
    visibility: z.enum(["file", "private", "team"]),
    /** Whether notes that were deleted from the file since it was exported are deleted here too. */
    deletions: z.boolean().optional(),
  })
  .refine(({ text, source }) => (text === undefined) !== (source === undefined), "expected either a text or a source");
export type ImportFile = z.infer<typeof importFile>;

const outcome = z.enum(OUTCOMES);
export type Outcome = z.infer<typeof outcome>;

/** Maximum number of entries that a preview lists for each outcome. */
export const LISTED = 50;

const listedEntry = z.object({
  outcome,
  /**
   * The entry's number in the file and the line on which it begins, or its page in a PDF, both from 1; 0 if it isn't in
   * the file.
   */
  number: z.number().int(),
  line: z.number().int(),
  isReply: z.boolean(),
  /** The start of the quote; null if there is none. */
  quote: z.string().nullable(),
  /** The creator's name; null if unknown. */
  by: z.string().nullable(),
  /** A sentence that says why the entry is not imported, or which document it is about; null if neither applies. */
  reason: z.string().nullable(),
});
export type ListedEntry = z.infer<typeof listedEntry>;

/**
 * A suggested report. It contains quotes from notes whose document is not a report here, or quotes that the chosen
 * report does not contain.
 */
const betterReport = z.object({
  slug: z.string(),
  title: z.string(),
  /** How many of the passages occur in the report. */
  found: z.number().int(),
  sought: z.number().int(),
});
export type BetterReport = z.infer<typeof betterReport>;

/** The result of an import or of its preview. */
const importOutcome = z.object({
  format: z.enum(["web-annotation", "hypothesis", "backup", "pdf"]),
  counts: z.record(outcome, z.number().int()),
  /** The first entries of each outcome, in file order. */
  entries: z.array(listedEntry),
  /** How many annotations exist, according to the file, in addition to those that it contains. */
  missing: z.number().int(),
  /** Whether a report was chosen but contains none of the passages. */
  isWrongReport: z.boolean(),
  /** A report that fits the file better; null if there is none. Set only by previews. */
  better: betterReport.nullable(),
});
export type ImportOutcome = z.infer<typeof importOutcome>;
