/** What crosses the wire about exports and imports. The browser reads it too. */

import { z } from "zod";
import { reportParams } from "../annotations/schemas";
import { notesQuery } from "../library/notes-schemas";
import { EXPORT_FORMATS, MAX_IMPORT, OUTCOMES } from "./formats";

/** Bytes of a request with such a file: it is sent as a string, in which quotation marks and line ends take two. */
export const MAX_IMPORT_BODY = 16 * 1024 * 1024;
/** How long an import may take, in milliseconds: of its words each is looked for in the text, a millisecond or two for a note. */
export const IMPORT_TIME = 5 * 60_000;

/** Which notes are to be exported: those that the list would show. */
export const exportQuery = notesQuery.omit({ offset: true }).extend({ format: z.enum(EXPORT_FORMATS) });

/** A file to be imported, and what it leaves open. */
export const importFile = z.object({
  /** The file as text: JSON. */
  text: z.string().max(MAX_IMPORT),
  /** Where passages of documents that are no reports here are looked for; null for nowhere. */
  report: reportParams.shape.slug.nullable(),
  /** Who may see what is imported: as the file says, and only oneself where it says nothing; or all alike. */
  visibility: z.enum(["file", "private", "team"]),
});
export type ImportFile = z.infer<typeof importFile>;

const outcome = z.enum(OUTCOMES);
export type Outcome = z.infer<typeof outcome>;

/** How many entries of each outcome a forecast lists. */
export const LISTED = 50;

const listedEntry = z.object({
  outcome,
  /** Which one of the file it is, from 1, and the line on which it begins, from 1. */
  number: z.number().int(),
  line: z.number().int(),
  isReply: z.boolean(),
  /** The beginning of the words that it is about; null where it says none. */
  quote: z.string().nullable(),
  /** Who made it; null where that is not said. */
  by: z.string().nullable(),
  /** Why it is not imported, or where it is from, in a sentence; null where there is nothing to say. */
  reason: z.string().nullable(),
});
export type ListedEntry = z.infer<typeof listedEntry>;

/** A report in which passages occur whose own document is none here, or of which none occurs in the report that was chosen. */
const betterReport = z.object({
  slug: z.string(),
  title: z.string(),
  /** How many of the passages that were looked for occur in it. */
  found: z.number().int(),
  sought: z.number().int(),
});
export type BetterReport = z.infer<typeof betterReport>;

/** What would become, or became, of a file. */
const importOutcome = z.object({
  format: z.enum(["web-annotation", "hypothesis", "backup"]),
  counts: z.record(outcome, z.number().int()),
  /** The first of each outcome, in the order of the file. */
  entries: z.array(listedEntry),
  /** How many more annotations the file says there are than it holds. */
  missing: z.number().int(),
  /** Whether a report was chosen in which none of the passages occurs. */
  isWrongReport: z.boolean(),
  /** Null where none is known. Only a preview looks for it. */
  better: betterReport.nullable(),
});
export type ImportOutcome = z.infer<typeof importOutcome>;
