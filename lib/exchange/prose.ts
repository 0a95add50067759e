/** Helpers shared by the formats meant for human readers. */

import { withNamesOnly } from "../annotations/notes/mentions";
import type { HighlightView } from "../annotations/schemas";
import type { ReportMeta } from "../report/model";
import type { Whereabouts } from "./citation-line";

/** A highlight with all the information that is shown to readers. */
export interface ReadableNote extends Whereabouts {
  highlight: HighlightView;
  report: ReportMeta & { slug: string };
  /** The URL that opens the highlight in Concord. */
  link: string;
}

/** A report with its notes in reading order, grouped by section. */
export interface ReadableReport<Note extends ReadableNote> {
  report: ReadableNote["report"];
  sections: { title: string | null; notes: Note[] }[];
}

/** Groups notes that are sorted by report and are in reading order. Within each report, unplaced notes come last. */
export function bySections<Note extends ReadableNote>(notes: readonly Note[]): ReadableReport<Note>[] {
  const reports: ReadableReport<Note>[] = [];
  for (const note of notes) {
    let report = reports.at(-1);
    if (report?.report.slug !== note.report.slug) {
      report = { report: note.report, sections: [] };
      reports.push(report);
    }
    const section = report.sections.at(-1);
    if (section && section.title === note.section) section.notes.push(note);
    else report.sections.push({ title: note.section, notes: [note] });
  }
  return reports;
}

/** Markdown in which each mention is replaced by a plain name. */
export function writtenOut(markdown: string): string {
  return withNamesOnly(markdown, new Map());
}

/** The date part of an ISO 8601 time. */
export function dayOf(iso: string): string {
  return iso.slice(0, 10);
}
