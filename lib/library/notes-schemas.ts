/** What crosses the wire about the notes in all reports. The browser reads it too. */

import { z } from "zod";
import { MAX_TAG } from "../annotations/highlights/tags";
import { VISIBILITIES } from "../annotations/limits";
import { type NoteFilter, type NoteOptions, STATES } from "../annotations/notes/note-filter";
import { colourParams, type HighlightView, reportParams } from "../annotations/schemas";
import { searchQuery } from "./schemas";

/** Notes that one answer holds. */
export const NOTES_PAGE = 50;

/** Which of the notes in all reports are asked for. What is not said does not matter. */
export const notesQuery = z.object({
  /** In the query language of the search. */
  q: searchQuery.shape.q.default(""),
  person: z.uuid().optional(),
  colour: colourParams.shape.colour.optional(),
  tag: z.string().max(MAX_TAG).optional(),
  state: z.enum(STATES).optional(),
  visibility: z.enum(VISIBILITIES).optional(),
  report: reportParams.shape.slug.optional(),
  /** Which part of the list is wanted. */
  offset: z.coerce.number().int().min(0).default(0),
});

export type NotesQuery = z.infer<typeof notesQuery>;

/** Which notes somebody wants to see. */
export interface AskedNotes extends NoteFilter {
  query: string;
  /** The slug of the only report; null for all. */
  report: string | null;
}

/** A highlight in the list, with where it stands. */
export interface ListedNote {
  highlight: HighlightView;
  page: { page: number; certain: boolean } | null;
  section: string | null;
}

export interface NotesAnswer {
  /** How many are asked for, and how many there are. */
  total: number;
  all: number;
  /** The part of the list that was asked for: report by report, each in reading order. */
  notes: ListedNote[];
  /** The offset of the next part; null where there is none. */
  next: number | null;
  /** All reports with something in them, in the order of the list. */
  reports: { slug: string; title: string }[];
  options: NoteOptions;
}
