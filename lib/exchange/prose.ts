/** Shared by the formats for human readers. */

import { withNamesOnly } from "../annotations/notes/mentions";
import type { HighlightView } from "../annotations/schemas";
import type { ReportMeta } from "../report/model";
import type { Whereabouts } from "./citation-line";

/** A highlight with everything that is shown to readers. */
export interface ReadableNote extends Whereabouts {
  highlight: HighlightView;
  report: ReportMeta & { slug: string };
  /** The URL that opens it in Concord. */
  link: string;
}

/** A report with its notes, grouped by section, in reading order. */
export interface ReadableReport {
  report: ReadableNote["report"];
  sections: { title: string | null; notes: ReadableNote[] }[];
}

/** Groups notes that are sorted by report and in reading order. Notes without a place come last in each report. */
export function bySections(notes: readonly ReadableNote[]): ReadableReport[] {
  const reports: ReadableReport[] = [];
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

/** Markdown with mentions replaced by plain names. */
export function writtenOut(markdown: string): string {
  return withNamesOnly(markdown, new Map());
}

/** The date part of an ISO 8601 time. */
export function dayOf(iso: string): string {
  return iso.slice(0, 10);
}
