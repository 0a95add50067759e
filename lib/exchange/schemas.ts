/** Wire schemas of exports and imports, shared with the browser. */

import { z } from "zod";
import { reportParams } from "../annotations/schemas";
import { notesQuery } from "../library/notes-schemas";
import { EXPORT_FORMATS, MAX_IMPORT, MAX_PICKED_EXPORT, OUTCOMES } from "./formats";

/**
 * Maximum size of an import request, in bytes. The file is sent as a JSON string, where quotes and line breaks take two
 * bytes.
 */
export const MAX_IMPORT_BODY = 16 * 1024 * 1024;
/** Maximum duration of an import, in milliseconds. Anchoring takes one or two milliseconds per note. */
export const IMPORT_TIME = 5 * 60_000;

/** Which notes to export: the same filters as in the list of notes. */
export const exportQuery = notesQuery.omit({ offset: true }).extend({
  format: z.enum(EXPORT_FORMATS),
  /** Only these highlights, separated by commas. */
  ids: z
    .string()
    .transform((ids) => ids.split(","))
    .pipe(z.array(z.uuid()).max(MAX_PICKED_EXPORT))
    .optional(),
});

/** A file to import, with options. */
export const importFile = z.object({
  /** The file's content: JSON. */
  text: z.string().max(MAX_IMPORT),
  /** The report in which to look for passages from documents that are not reports here; null for none. */
  report: reportParams.shape.slug.nullable(),
  /** The audience of imported notes: as in the file, with private as the default, or the same for all. */
  visibility: z.enum(["file", "private", "team"]),
});
export type ImportFile = z.infer<typeof importFile>;

const outcome = z.enum(OUTCOMES);
export type Outcome = z.infer<typeof outcome>;

/** Maximum number of entries of each outcome that a preview lists. */
export const LISTED = 50;

const listedEntry = z.object({
  outcome,
  /** Its ordinal in the file and the line on which it begins, both from 1. */
  number: z.number().int(),
  line: z.number().int(),
  isReply: z.boolean(),
  /** The start of the quote; null if there is none. */
  quote: z.string().nullable(),
  /** The creator's name; null if unknown. */
  by: z.string().nullable(),
  /** Why it is not imported, or which document it is about, as a sentence; null if neither applies. */
  reason: z.string().nullable(),
});
export type ListedEntry = z.infer<typeof listedEntry>;

/**
 * A suggested report. It contains quotes from notes whose document is not a report here, or quotes that are not in the
 * chosen report.
 */
const betterReport = z.object({
  slug: z.string(),
  title: z.string(),
  /** How many of the passages occur in it. */
  found: z.number().int(),
  sought: z.number().int(),
});
export type BetterReport = z.infer<typeof betterReport>;

/** The result of an import or its preview. */
const importOutcome = z.object({
  format: z.enum(["web-annotation", "hypothesis", "backup"]),
  counts: z.record(outcome, z.number().int()),
  /** The first entries of each outcome, in file order. */
  entries: z.array(listedEntry),
  /** How many more annotations exist than the file contains, according to the file. */
  missing: z.number().int(),
  /** Whether a report was chosen but contains none of the passages. */
  isWrongReport: z.boolean(),
  /** Null if there is none. Only set by previews. */
  better: betterReport.nullable(),
});
export type ImportOutcome = z.infer<typeof importOutcome>;
