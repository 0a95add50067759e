/** Writes notes into a copy of a report's PDF as annotations. Runs in a worker. */

import { closeSync, openSync, writeSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { writerOf } from "../../annotations/attribution";
import type { Colour } from "../../annotations/highlights/colours";
import { UserError } from "../../errors";
import { OWN_COLOUR, readAnnotations } from "../../report-import/pdf/annotations";
import { refusingTraps, withPdf } from "../../report-import/pdf/open-pdf";
import { frameOf, type PageFrame } from "../../report-import/pdf/page-frame";
import type { Pdfium } from "../../report-import/pdf/pdfium";
import { signatureOf } from "../../report-import/signature";
import { decodeBoxes } from "../../word-boxes/codec";
import { onPages } from "../../word-boxes/figures";
import { type FigurePlace, type PageRect, UNIT, type WordBox } from "../../word-boxes/model";
import { boxesOfSpan, rectsOf } from "../../word-boxes/queries";
import { unpack } from "../../workers/packed";
import type { ReadableNote } from "../prose";
import { MAX_ENTRIES } from "../read-file";
import { addAppendix, type NumberedNote } from "./appendix";
import {
  annotationOf,
  areaTitle,
  continuationOf,
  hashOfAnnotation,
  hashOfForeign,
  type PdfRecord,
  RECORD,
  replyAnnotationOf,
  rgbOf,
  unplacedTitle,
  type WrittenAnnotation,
} from "./contents";

/** The notes of a report and its PDF. */
export interface NotesForPdf {
  /** The path of the PDF. */
  file: string;
  /** The name with which it was uploaded. */
  name: string;
  /** The path of the file to write. */
  out: string;
  report: string;
  /** The boxes of the words on each page, encoded and compressed. */
  words: readonly Uint8Array[];
  /** Where the pictures of the text are on the pages; empty if unknown. */
  figures: readonly FigurePlace[];
  /** The report's notes (`ReadableNote`), packed. */
  notes: readonly Uint8Array[];
  /** Whether notes are also written out at the end, with their numbers in the margins, because paper has no pop-ups. */
  isForPrint: boolean;
}

/** What became of the notes. */
export interface AnnotatedPdf {
  /** The number of highlights that have no place on the pages. They are listed on the first page, or in the appendix. */
  unplaced: number;
}

/** PDF's names for kinds of annotations, as PDFium's codes. */
const TEXT = 1;
const SQUARE = 5;
const HIGHLIGHT = 9;
/** PDFium's code for blending in which the text below stays readable. */
const MULTIPLY = 1;
/** PDFium's code for a reply, as opposed to a member of a group. */
const REPLY = 1;
/** Flags of annotations: print, and those that Acrobat gives to replies (hidden, print, no zoom, no rotation). */
const PRINTED = 4;
const AS_REPLY = 30;
/** PDFium's code for a solid border, and the width of the border of an area, in points. */
const SOLID = 1;
const LINE = 2;
/** Size of the icon of a text annotation, and the distance between two of them, in points. */
const ICON = 20;
const STEP = 24;
/**
 * The numbers in the margin: a font that every viewer has, its size, the width of its digits and of a column, the
 * distance from the page's edge, and the least distance between two of them, in points.
 */
const MARK = { font: "Helvetica-Bold", size: 8, digit: 4.5, width: 24, margin: 12, step: 9 };

/**
 * Writes a copy of a PDF in which each highlight, note and reply is an annotation.
 *
 * @throws UserError `pdf-export.no-pdf` (409), `pdf-password`, `pdf-damaged`, `pdf-too-large`
 */
export async function annotatePdf({
  file,
  name,
  out,
  report,
  words,
  figures,
  notes,
  isForPrint,
}: NotesForPdf): Promise<AnnotatedPdf> {
  const boxes = words.flatMap((page, index) => decodeBoxes(gunzipSync(page), index)).sort((a, b) => a.start - b.start);
  const all = unpack<ReadableNote>(notes).map((note) => ({ note, rects: rectsOfNote(note, boxes, figures) }));
  const numbered = isForPrint ? numberedOf(all) : [];
  const numbers = new Map(numbered.map(({ note, number }) => [note, number]));
  const byPage = words.map((): Part[] => []);
  for (const { note, rects } of all) {
    // In a file for printing, highlights without a place are only listed in the appendix.
    if (isForPrint && rects.length === 0) continue;
    for (const part of partsOf(note, rects)) byPage[part.page]?.push({ ...part, number: numbers.get(note) });
  }
  const bytes = await readFile(file);
  if (signatureOf(name, bytes) !== "pdf") throw new UserError("pdf-export.no-pdf");
  await withPdf(
    bytes,
    async ({ engine, document }) =>
      refusingTraps(engine, () => {
        // Content is written before the annotations, because for each page, PDFium goes through all objects that the
        // document has by then.
        const columns = byPage.map((parts, page) => writeNumbers(engine, document, page, parts));
        addAppendix(engine, document, numbered);
        const writer = new AnnotationWriter(engine, report);
        for (const [page, parts] of byPage.entries()) writer.write(document, page, parts);
        writer.attachRecord(document);
        // The places of annotations are relative to the page as it was.
        for (const [page, count] of columns.entries()) widenMargin(engine, document, page, count);
        saveAs(engine, document, out);
      }),
    true,
  );
  return { unplaced: all.filter(({ rects }) => rects.length === 0).length };
}

/**
 * The lines of a highlight on the pages, or the area that it marks; empty if it has no place on them. An area of a
 * picture that is on the pages several times is marked once.
 */
function rectsOfNote(
  { highlight: { start, end, area } }: ReadableNote,
  boxes: readonly WordBox[],
  figures: readonly FigurePlace[],
): PageRect[] {
  if (area && start === null) return [];
  if (area) return "page" in area ? [area] : onPages(area, figures).slice(0, 1);
  return start === null || end === null ? [] : rectsOf(boxesOfSpan(boxes, { start, end }));
}

/** The notes to list in the appendix. A highlight without a note is only drawn, if it has a place. */
function numberedOf(all: readonly { note: ReadableNote; rects: readonly PageRect[] }[]): NumberedNote[] {
  return all
    .filter(({ note: { highlight }, rects }) => highlight.note || highlight.area || rects.length === 0)
    .map(({ note, rects }, index) => ({ note, number: index + 1, isPlaced: rects.length > 0 }));
}

/** The part of a highlight that is on one page. */
interface Part {
  note: ReadableNote;
  page: number;
  /** Empty if the highlight has no place on the pages. */
  rects: PageRect[];
  /** The first part has the note. */
  isFirst: boolean;
  /** The number of the note in the appendix, if it is listed there. */
  number?: number | undefined;
}

function partsOf(note: ReadableNote, rects: readonly PageRect[]): Part[] {
  if (rects.length === 0) return [{ note, page: 0, rects: [], isFirst: true }];
  const pages = [...new Set(rects.map(({ page }) => page))];
  return pages.map((page, nth) => ({
    note,
    page,
    rects: rects.filter((rect) => rect.page === page),
    isFirst: nth === 0,
  }));
}

/**
 * Writes the numbers of notes into the right margin of a page, beside the first lines of their highlights.
 *
 * @returns the number of columns that they take. The margin has room for the first.
 */
function writeNumbers(engine: Pdfium, document: number, index: number, parts: readonly Part[]): number {
  const marks = parts.filter(({ number, isFirst }) => number !== undefined && isFirst);
  if (marks.length === 0) return 0;
  const { api } = engine;
  const page = api.FPDF_LoadPage(document, index);
  if (page === 0) throw new UserError("pdf-damaged");
  try {
    const frame = frameOf(engine, page);
    const texts = marks.map(({ number, rects }) => ({ text: String(number), y: (rects[0]!.y1 / UNIT) * frame.height }));
    const { placed, columns } = placedNumbers(texts, frame);
    for (const { text, x, y } of placed) {
      const object = api.FPDFPageObj_NewTextObj(document, MARK.font, MARK.size);
      engine.withText(text, (pointer) => api.FPDFText_SetText(object, pointer));
      const [x0, y0] = frame.point(x, y);
      const [x1, y1] = frame.point(x + 1, y);
      // On a rotated page, the number is upright when the page is displayed.
      api.FPDFPageObj_Transform(object, x1 - x0, y1 - y0, y0 - y1, x1 - x0, x0, y0);
      api.FPDFPage_InsertObject(page, object);
    }
    api.FPDFPage_GenerateContent(page);
    return columns;
  } finally {
    api.FPDF_ClosePage(page);
  }
}

/** Makes a page wider on the right as displayed, by the columns of numbers for which the margin has no room. */
function widenMargin(engine: Pdfium, document: number, index: number, columns: number): void {
  if (columns < 2) return;
  const { api } = engine;
  const page = api.FPDF_LoadPage(document, index);
  if (page === 0) throw new UserError("pdf-damaged");
  try {
    const { point, width, height } = frameOf(engine, page);
    const [one, other] = [point(0, 0), point(width + MARK.width * (columns - 1), height)];
    const [left, right] = [Math.min(one[0], other[0]), Math.max(one[0], other[0])];
    const [bottom, top] = [Math.min(one[1], other[1]), Math.max(one[1], other[1])];
    api.FPDFPage_SetMediaBox(page, left, bottom, right, top);
    api.FPDFPage_SetCropBox(page, left, bottom, right, top);
  } finally {
    api.FPDF_ClosePage(page);
  }
}

/**
 * The places of numbers in the margin, in points from the top left. Numbers of the same line are below each other, and
 * go on in another column, to the right of the page, at its end.
 */
function placedNumbers(marks: readonly { text: string; y: number }[], { width, height }: PageFrame) {
  let y = Number.NEGATIVE_INFINITY;
  let column = 0;
  const placed = [...marks]
    .sort((a, b) => a.y - b.y)
    .map(({ text, y: wanted }) => {
      y = Math.max(column === 0 ? wanted : 0, y + MARK.step);
      if (y > height - MARK.margin) {
        column += 1;
        y = MARK.margin + MARK.step;
      }
      return { text, x: width - MARK.margin + MARK.width * column - MARK.digit * text.length, y };
    });
  return { placed, columns: column + 1 };
}

class AnnotationWriter {
  readonly #engine: Pdfium;
  readonly #record: PdfRecord;

  constructor(engine: Pdfium, report: string) {
    this.#engine = engine;
    this.#record = { format: "concord-annotated-pdf", version: 1, report, annotations: {}, others: [] };
  }

  write(document: number, index: number, parts: readonly Part[]): void {
    const { api } = this.#engine;
    const hasOthers = api.EPDFPage_GetAnnotCountRaw(document, index) > 0;
    if (parts.length === 0 && !hasOthers) return;
    const page = api.FPDF_LoadPage(document, index);
    if (page === 0) throw new UserError("pdf-damaged");
    try {
      const frame = frameOf(this.#engine, page);
      if (hasOthers) {
        const others = readAnnotations(
          this.#engine,
          page,
          index,
          (x, y) => [frame.x(x, y), frame.y(x, y)],
          MAX_ENTRIES,
        );
        this.#record.others.push(...others.map(hashOfForeign));
      }
      let icons = 0;
      for (const part of parts) {
        if (part.rects.length === 0) this.#icon(page, frame, part, icons++);
        else if (part.note.highlight.area) this.#area(page, frame, part);
        else this.#highlight(page, frame, part);
      }
    } finally {
      api.FPDF_ClosePage(page);
    }
  }

  #highlight(page: number, frame: PageFrame, { note, rects, isFirst, page: index }: Part): void {
    const { highlight } = note;
    const quads = rects.map((rect) => quadOf(frame, rect));
    const own = annotationOf(note, writerOf(highlight));
    const said = isFirst ? own : { ...own, name: continuationOf(own.name, index), contents: "", body: "" };
    this.#create(page, HIGHLIGHT, quads, said, highlight.colour, (annotation) => {
      for (const quad of quads) {
        this.#engine.withFloats(quad, (at) => this.#engine.api.FPDFAnnot_AppendAttachmentPoints(annotation, at));
      }
      this.#engine.api.EPDFAnnot_GenerateAppearanceWithBlend(annotation, MULTIPLY);
      if (isFirst) this.#replies(page, annotation, quads, note);
    });
  }

  #area(page: number, frame: PageFrame, { note, rects }: Part): void {
    const { highlight } = note;
    const quads = rects.map((rect) => quadOf(frame, rect));
    const own = annotationOf(note, writerOf(highlight));
    const contents = [areaTitle(highlight), own.contents].filter(Boolean).join("\n\n");
    this.#create(page, SQUARE, quads, { ...own, contents }, highlight.colour, (annotation) => {
      this.#engine.api.EPDFAnnot_SetBorderStyle(annotation, SOLID, LINE);
      this.#engine.api.EPDFAnnot_GenerateAppearance(annotation);
      this.#replies(page, annotation, quads, note);
    });
  }

  /** A highlight without a place is an icon in the margin of the first page. */
  #icon(page: number, frame: PageFrame, { note }: Part, nth: number): void {
    const { highlight } = note;
    const columns = Math.max(1, Math.floor((frame.width - STEP) / STEP));
    const [x, y] = [STEP / 2 + STEP * (nth % columns), STEP / 2 + STEP * Math.floor(nth / columns)];
    const quads = [cornersOf(frame, x, y, x + ICON, y + ICON)];
    const own = annotationOf(note, writerOf(highlight));
    const contents = [unplacedTitle(highlight), own.contents].filter(Boolean).join("\n\n");
    this.#create(page, TEXT, quads, { ...own, contents }, highlight.colour, (annotation) =>
      this.#replies(page, annotation, quads, note),
    );
  }

  #replies(page: number, parent: number, quads: readonly Quad[], { highlight: { note } }: ReadableNote): void {
    const { api } = this.#engine;
    for (const reply of note?.replies ?? []) {
      this.#create(page, TEXT, quads.slice(0, 1), replyAnnotationOf(reply, writerOf(reply)), null, (annotation) => {
        api.EPDFAnnot_SetLinkedAnnot(annotation, "IRT", parent);
        api.EPDFAnnot_SetReplyType(annotation, REPLY);
        api.FPDFAnnot_SetFlags(annotation, AS_REPLY);
      });
    }
  }

  #create(
    page: number,
    kind: number,
    quads: readonly Quad[],
    { name, author, created, modified, contents, body }: WrittenAnnotation,
    colour: Colour | null,
    complete: (annotation: number) => void,
  ): void {
    const { api } = this.#engine;
    const annotation = api.EPDFPage_CreateAnnot(page, kind);
    if (annotation === 0) throw new UserError("pdf-damaged");
    try {
      const entries = { NM: name, T: author, CreationDate: dateOf(created), M: dateOf(modified), Contents: contents };
      for (const [key, value] of Object.entries(entries)) {
        this.#engine.withText(value, (text) => api.FPDFAnnot_SetStringValue(annotation, key, text));
      }
      this.#engine.withFloats(boundsOf(quads), (at) => api.FPDFAnnot_SetRect(annotation, at));
      api.FPDFAnnot_SetFlags(annotation, PRINTED);
      if (colour !== null) api.EPDFAnnot_SetColor(annotation, OWN_COLOUR, ...rgbOf(colour));
      complete(annotation);
      this.#record.annotations[name] = hashOfAnnotation(body, colour);
    } finally {
      api.FPDFPage_CloseAnnot(annotation);
    }
  }

  /** Attaches the list of what was written, so that deletions and changes can be recognized later. */
  attachRecord(document: number): void {
    const { api } = this.#engine;
    const content = Buffer.from(JSON.stringify(this.#record));
    this.#engine.withText(RECORD, (name) => {
      const attachment = api.FPDFDoc_AddAttachment(document, name);
      if (attachment === 0) return;
      const bytes = this.#engine.copyIn(content);
      api.FPDFAttachment_SetFile(attachment, document, bytes, content.length);
      this.#engine.free(bytes);
    });
  }
}

function saveAs(engine: Pdfium, document: number, out: string): void {
  const file = openSync(out, "w", 0o600);
  try {
    if (!engine.save(document, (bytes) => writeAll(file, bytes))) throw new UserError("pdf-damaged");
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

/** Four points, in the order in which all viewers expect them: top left, top right, bottom left, bottom right. */
type Quad = number[];

function quadOf(frame: PageFrame, { x0, y0, x1, y1 }: PageRect): Quad {
  const [width, height] = [frame.width / UNIT, frame.height / UNIT];
  return cornersOf(frame, x0 * width, y0 * height, x1 * width, y1 * height);
}

function cornersOf({ point }: PageFrame, left: number, top: number, right: number, bottom: number): Quad {
  return [point(left, top), point(right, top), point(left, bottom), point(right, bottom)].flat();
}

/** The rectangle around quads, in PDFium's order: left, top, right, bottom. */
function boundsOf(quads: readonly Quad[]): [number, number, number, number] {
  const numbers = quads.flat();
  const [xs, ys] = [numbers.filter((_, n) => n % 2 === 0), numbers.filter((_, n) => n % 2 === 1)];
  return [Math.min(...xs), Math.max(...ys), Math.max(...xs), Math.min(...ys)];
}

/** A PDF date. */
function dateOf(iso: string): string {
  return `D:${new Date(iso).toISOString().replace(/[-:T]|\.\d+/gu, "")}`;
}
