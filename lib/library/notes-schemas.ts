/** API schemas for the list of all notes, shared with the browser. */

import { z } from "zod";
import { MAX_TAG } from "../annotations/highlights/tags";
import { VISIBILITIES } from "../annotations/limits";
import { type NoteFilter, type NoteOptions, STATES } from "../annotations/notes/note-filter";
import { colourParams, type HighlightView, reportParams } from "../annotations/schemas";
import { searchQuery } from "./schemas";

/** Notes per page. */
export const NOTES_PAGE = 50;

/** The filters of the list of all notes. Omitted filters match everything. */
export const notesQuery = z.object({
  /** A query in the search syntax. */
  q: searchQuery.shape.q.default(""),
  person: z.uuid().optional(),
  colour: colourParams.shape.colour.optional(),
  tag: z.string().max(MAX_TAG).optional(),
  state: z.enum(STATES).optional(),
  visibility: z.enum(VISIBILITIES).optional(),
  report: reportParams.shape.slug.optional(),
  /** Start of the requested page. */
  offset: z.coerce.number().int().min(0).default(0),
});

export type NotesQuery = z.infer<typeof notesQuery>;

/** A query and filters for notes. */
export interface AskedNotes extends NoteFilter {
  query: string;
  /** The slug of the only report to include; null for all. */
  report: string | null;
}

/** A highlight in the list, with its page and section. */
export interface ListedNote {
  highlight: HighlightView;
  page: { page: number; certain: boolean } | null;
  section: string | null;
}

export interface NotesAnswer {
  /** The number of matching notes and the total number of notes. */
  total: number;
  all: number;
  /** The requested page of the list, ordered by report and then in reading order. */
  notes: ListedNote[];
  /** The offset of the next page; null if there is none. */
  next: number | null;
  /** All reports that contain notes, in the order of the list. */
  reports: { slug: string; title: string; isArchived: boolean }[];
  options: NoteOptions;
}
