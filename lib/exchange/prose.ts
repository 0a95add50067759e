/** What the formats that people read are made of. */

import { withNamesOnly } from "../annotations/notes/mentions";
import type { HighlightView } from "../annotations/schemas";
import type { ReportMeta } from "../report/model";
import type { Whereabouts } from "./citation-line";

/** A highlight as it is put before a reader. */
export interface ReadableNote extends Whereabouts {
  highlight: HighlightView;
  report: ReportMeta & { slug: string };
  /** The address that opens it in Concord. */
  link: string;
}

/** A report with its notes, by the sections that they stand in, in reading order. */
export interface ReadableReport {
  report: ReadableNote["report"];
  sections: { title: string | null; notes: ReadableNote[] }[];
}

/** Notes that come report by report and in reading order. Those without a place come last in each. */
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

/** What was written, with people who are mentioned by their names alone. */
export function writtenOut(markdown: string): string {
  return withNamesOnly(markdown, new Map());
}

/** A day, as ISO 8601 writes it. */
export function dayOf(iso: string): string {
  return iso.slice(0, 10);
}
