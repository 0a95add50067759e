/** Reads the annotations of a PDF as notes. Runs in a worker. */

import { readFile } from "node:fs/promises";
import { attributionIn } from "../../annotations/attribution";
import { UserError } from "../../errors";
import { type Annotation, readAnnotations } from "../../report-import/pdf/annotations";
import { type OpenPdf, refusingTraps, withPdf } from "../../report-import/pdf/open-pdf";
import type { Box } from "../../report-import/pdf/page";
import { frameOf, type PageFrame } from "../../report-import/pdf/page-frame";
import type { Pdfium } from "../../report-import/pdf/pdfium";
import { signatureOf } from "../../report-import/signature";
import { type PageRect, UNIT } from "../../word-boxes/model";
import { irisOf, type NamedComment } from "../comment-iris";
import { wellFormed } from "../json";
import { requireLimits } from "../limits";
import {
  idIn,
  type Portable,
  type PortableNote,
  type PortableReply,
  Refusal,
  type Removed,
  unsupported,
} from "../portable";
import { MAX_ENTRIES, type ReadFile } from "../read-file";
import {
  bodyIn,
  colourNear,
  continuedBy,
  hashOfForeign,
  type PdfRecord,
  quoteIn,
  RECORD,
  readRecord,
} from "./contents";

/** A PDF with notes. */
interface PdfToRead {
  /** The path of the file. */
  file: string;
  /** The name with which it was uploaded. */
  name: string;
}

/** An annotation, and what is under it. */
interface Marked extends Annotation {
  rects: PageRect[];
  words: string;
  /** The words of the page, if the annotation marks an area. */
  pageWords: string;
}

/** Maximum size of the list of what Concord wrote, in bytes. A list of the maximum number of entries is smaller. */
const MAX_RECORD = 4 * 1024 * 1024;
/** Maximum number of characters of a page to compare with its marked lines. Ordinary files need less than a hundredth. */
const MAX_COMPARISONS = 100_000_000;
/** Maximum number of characters by which a page is recognized. Few pages have a tenth of it. */
const MAX_PAGE_WORDS = 50_000;
/** How much smaller than a marked line the area is from which its words are read, because the lines beside it touch it. */
const INSET = { x: 0.5, y: 0.3 };
const NO_INSET = { x: 0, y: 0 };

/**
 * The highlights and comments in a PDF. Those that Concord wrote have the ids of the notes here, and those that were
 * deleted from the file are listed too.
 *
 * @throws UserError `import-kind` (400), `import-too-many`, `pdf-password`, `pdf-damaged`, `pdf-too-large`
 */
export async function readPdfNotes({ file, name }: PdfToRead): Promise<ReadFile> {
  const bytes = await readFile(file);
  if (signatureOf(name, bytes) !== "pdf") throw new UserError("import-kind.unknown");
  return withPdf(bytes, async (pdf) =>
    refusingTraps(pdf.engine, () => {
      const record = recordIn(pdf);
      const known = new Set(record?.others);
      const marked = annotationsIn(pdf).filter((annotation) => !known.has(hashOfForeign(annotation)));
      if (marked.length > MAX_ENTRIES) throw new UserError("import-too-many", { max: MAX_ENTRIES });
      return { format: "pdf", entries: entriesOf(marked, record), missing: 0 };
    }),
  );
}

/** The list of what Concord wrote; undefined if the file has none. */
function recordIn({ engine, document }: OpenPdf): PdfRecord | undefined {
  const { api } = engine;
  for (let n = 0; n < api.FPDFDoc_GetAttachmentCount(document); n++) {
    const attachment = api.FPDFDoc_GetAttachment(document, n);
    if (engine.utf16((buffer, size) => api.FPDFAttachment_GetName(attachment, buffer, size)) !== RECORD) continue;
    const bytes = engine.scratch(4, (length) => {
      if (!api.FPDFAttachment_GetFile(attachment, 0, 0, length)) return undefined;
      const size = engine.int(length);
      if (size <= 0 || size > MAX_RECORD) return undefined;
      return engine.scratch(size, (at) =>
        api.FPDFAttachment_GetFile(attachment, at, size, length) ? engine.copyOut(at, size) : undefined,
      );
    });
    if (bytes) return readRecord(new TextDecoder().decode(bytes));
  }
  return undefined;
}

function annotationsIn({ engine, document }: OpenPdf): Marked[] {
  const { api } = engine;
  const found: Marked[] = [];
  let budget = MAX_COMPARISONS;
  for (let index = 0; index < api.FPDF_GetPageCount(document); index++) {
    if (api.EPDFPage_GetAnnotCountRaw(document, index) <= 0) continue;
    const page = api.FPDF_LoadPage(document, index);
    if (page === 0) continue;
    const frame = frameOf(engine, page);
    const point = (x: number, y: number): [number, number] => [frame.x(x, y), frame.y(x, y)];
    const own = readAnnotations(engine, page, index, point, MAX_ENTRIES + 1 - found.length);
    const lines = own.reduce((sum, { marked, isArea }) => sum + (isArea ? 1 : marked.length), 0);
    const text = lines === 0 ? 0 : api.FPDFText_LoadPage(page);
    if (text !== 0) budget -= lines * Math.max(0, api.FPDFText_CountChars(text));
    const hasAreas = own.some(({ isArea }) => isArea);
    const pageWords = text === 0 || budget < 0 || !hasAreas ? "" : wordsOf(engine, text);
    for (const annotation of own) {
      const { isArea } = annotation;
      const marked = isArea ? [annotation.place] : annotation.marked;
      const words = text === 0 || budget < 0 ? "" : wordsUnder(engine, text, frame, marked, isArea ? NO_INSET : INSET);
      found.push({ ...annotation, rects: marked.map((box) => rectOf(frame, index, box)), words, pageWords });
    }
    if (text !== 0) api.FPDFText_ClosePage(text);
    api.FPDF_ClosePage(page);
  }
  return found;
}

function wordsUnder(
  engine: Pdfium,
  text: number,
  { point }: PageFrame,
  lines: readonly Box[],
  inset: typeof INSET,
): string {
  const parts = lines.map(({ x0, y0, x1, y1 }) => {
    const [x, y] = [Math.min(inset.x, (x1 - x0) / 3), inset.y * (y1 - y0)];
    const [[ax, ay], [bx, by]] = [point(x0 + x, y0 + y), point(x1 - x, y1 - y)];
    const area = [Math.min(ax, bx), Math.max(ay, by), Math.max(ax, bx), Math.min(ay, by)] as const;
    const length = engine.api.FPDFText_GetBoundedText(text, ...area, 0, 0);
    if (length <= 0) return "";
    return engine.scratch(2 * length, (buffer) => {
      const written = engine.api.FPDFText_GetBoundedText(text, ...area, buffer, length);
      return new TextDecoder("utf-16le").decode(engine.copyOut(buffer, 2 * written));
    });
  });
  return spaced(parts.join(" "));
}

function wordsOf(engine: Pdfium, text: number): string {
  const length = Math.min(MAX_PAGE_WORDS, engine.api.FPDFText_CountChars(text));
  if (length <= 0) return "";
  return engine.scratch(2 * (length + 1), (buffer) => {
    const written = engine.api.FPDFText_GetText(text, 0, length, buffer);
    return spaced(new TextDecoder("utf-16le").decode(engine.copyOut(buffer, 2 * written)));
  });
}

const spaced = (text: string): string => text.replace(/[\0\s]+/gu, " ").trim();

function rectOf({ width, height }: PageFrame, page: number, { x0, y0, x1, y1 }: Box): PageRect {
  const part = (value: number, size: number) => Math.max(0, Math.min(UNIT, Math.round((value / size) * UNIT)));
  return { page, x0: part(x0, width), y0: part(y0, height), x1: part(x1, width), y1: part(y1, height) };
}

function entriesOf(marked: readonly Marked[], record: PdfRecord | undefined): ReadFile["entries"] {
  const source = record?.report ?? "";
  const { whole, names } = joined(marked);
  const iris = irisOf(source, whole.map(commentOf));
  const iriOf = (annotation: Marked) => names.get(annotation) ?? iris.get(keyOf(annotation))!;
  const byPlace = new Map(whole.map((annotation) => [keyOf(annotation), annotation]));
  const entries = whole.map((annotation): ReadFile["entries"][number] => {
    const { page, author, created, modified, rects, words, to } = annotation;
    const name = names.get(annotation);
    const made = {
      iri: iriOf(annotation),
      alias: null,
      creator: author === "" ? null : { iri: null, name: wellFormed(attributionIn(author)?.creator ?? author) },
      created: dateOf(created),
      modified: dateOf(modified),
      ...(name !== undefined && record?.annotations[name] !== undefined && { base: record.annotations[name] }),
    };
    const parent = to === undefined ? undefined : byPlace.get(keyOf({ page, index: to }));
    const isTitled = !parent && (annotation.isArea === true || rects.length === 0);
    const body = wellFormed(bodyIn(annotation.body, { id: name === undefined ? null : idIn(name), isTitled }));
    const line = page + 1;
    const read = (): Portable => {
      if (parent) {
        if (body === "") throw unsupported("entry.empty-reply");
        return { kind: "reply", ...made, to: iriOf(parent), body } satisfies PortableReply;
      }
      const quoted = quoteIn(annotation.body);
      const [rect] = annotation.isArea ? rects : [];
      const exact = wellFormed(rect ? quoted : words || quoted);
      if (exact === "" && name === undefined && rects.length === 0) throw unsupported("entry.no-words");
      return {
        ...{ kind: "note", ...made, source, audience: null, tags: [] },
        quote: { exact, prefix: "", suffix: "", position: null },
        ...(rect
          ? { markedArea: { area: rect, description: exact, page: { words, pageWords: annotation.pageWords } } }
          : rects.length > 0 && { pages: rects }),
        colour: annotation.colour ? colourNear(annotation.colour) : null,
        note: body === "" ? null : { body, modified: dateOf(modified), resolvedAt: null },
      } satisfies PortableNote;
    };
    return { ...withinLimits(read), line };
  });
  return [...entries, ...removedFrom(record, new Set(names.values()))];
}

function withinLimits(read: () => Portable): Portable {
  try {
    const portable = read();
    requireLimits(portable);
    return portable;
  } catch (error) {
    if (error instanceof Refusal) return { kind: error.kind, reason: error.reason };
    throw error;
  }
}

const keyOf = ({ page, index }: Pick<Marked, "page" | "index">): string => `${page}-${index}`;

const commentOf = (annotation: Marked): NamedComment => {
  const { author, created, body, words } = annotation;
  return { id: keyOf(annotation), author, created, body, words };
};

const dateOf = (iso: string | undefined): Date | null => (iso === undefined ? null : new Date(iso));

/** Annotations with the names that Concord gave them. The parts of a highlight on several pages are one. */
function joined(marked: readonly Marked[]): { whole: Marked[]; names: Map<Marked, string> } {
  const names = new Map<Marked, string>();
  const first = new Map<string, Marked>();
  for (const annotation of marked) {
    const name = annotation.name ?? "";
    // A copy of an annotation has the same name.
    if (idIn(name) === null || first.has(name)) continue;
    names.set(annotation, name);
    first.set(name, annotation);
  }
  const whole = marked.filter((annotation) => {
    const name = continuedBy(annotation.name ?? "");
    if (name === null) return true;
    const known = first.get(name);
    if (known) known.rects = known.rects.concat(annotation.rects);
    if (known) known.words = `${known.words} ${annotation.words}`.trim();
    return false;
  });
  return { whole, names };
}

/** What Concord wrote and someone deleted from the file. */
function removedFrom(record: PdfRecord | undefined, there: ReadonlySet<string>): (Removed & { line: number })[] {
  return Object.entries(record?.annotations ?? {}).flatMap(([iri, base]) =>
    idIn(iri) === null || there.has(iri) ? [] : [{ kind: "removed" as const, iri, base, line: 0 }],
  );
}
