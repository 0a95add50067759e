/** The appendix of a PDF for printing: the notes, with the numbers that mark their places on the pages. */

import { wordsOf } from "../../annotations/areas/words";
import { writerOf } from "../../annotations/attribution";
import type { Pdfium } from "../../report-import/pdf/pdfium";
import { dayOf, type ReadableNote, writtenOut } from "../prose";
import { printedNote } from "./printed-note";
import { type Style, Typesetter } from "./typesetter";

/** A note with its number. */
export interface NumberedNote {
  note: ReadableNote;
  number: number;
  /** Whether its number is on a page. */
  isPlaced: boolean;
}

const TITLE: Style = { weight: "bold", size: 18, above: 0 };
const SUBTITLE: Style = { weight: "regular", size: 12, above: 2 };
const PLACE: Style = { weight: "bold", size: 10, above: 14 };
const QUOTE: Style = { weight: "regular", size: 9, above: 0 };
const WRITER: Style = { weight: "bold", size: 10, above: 4 };
const BODY: Style = { weight: "regular", size: 10, above: 0 };
const LINK: Style = { weight: "regular", size: 8, above: 2 };

/** Adds pages with the notes at the end of a document. */
export function addAppendix(engine: Pdfium, document: number, notes: readonly NumberedNote[]): void {
  const [first] = notes;
  if (!first) return;
  const pages = new Typesetter(engine, document);
  pages.paragraph("Notes", TITLE);
  pages.paragraph(first.note.report.title, SUBTITLE);
  for (const { note, number, isPlaced } of notes) {
    const { highlight, page, link } = note;
    const place = isPlaced ? page && `page ${page.page}` : "not on the pages";
    pages.paragraph([`${number}.`, place].filter(Boolean).join("  "), PLACE);
    pages.paragraph(`“${wordsOf(highlight).replace(/\s+/gu, " ").trim()}”`, QUOTE);
    const { note: own, tags } = highlight;
    const thread = own ? [{ ...highlight, body: own.body, createdAt: own.updatedAt }, ...own.replies] : [];
    for (const each of thread) {
      pages.paragraph(`${writerOf(each)}, ${dayOf(each.createdAt)}`, WRITER);
      pages.paragraph(printedNote(writtenOut(each.body)), BODY);
    }
    if (tags.length > 0) pages.paragraph(`Tags: ${tags.join(", ")}`, BODY);
    pages.paragraph(link, LINK);
  }
  pages.end();
}
