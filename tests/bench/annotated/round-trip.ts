/** Notes of all kinds, written into a PDF and read from it again. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { hashOfAnnotation } from "@/lib/exchange/pdf/contents";
import { readPdfNotes } from "@/lib/exchange/pdf/read-pdf";
import type { PortableNote, PortableReply } from "@/lib/exchange/portable";
import type { ReadableNote } from "@/lib/exchange/prose";
import type { ReadFile } from "@/lib/exchange/read-file";
import { anchorQuotes } from "@/lib/exchange/worker-tasks";
import { decodeBoxes } from "@/lib/word-boxes/codec";
import { type PageRect, UNIT } from "@/lib/word-boxes/model";
import { boxesOfSpan, rectsOf } from "@/lib/word-boxes/queries";
import { type PdfJsAnnotation, readWithPdfJs } from "../../support/pdf-annotations";
import { randomOf } from "../../support/random";
import { annotated, type ImportedPdf, idOf, noteOn } from "../../unit/sharing/annotated-report";

const COLOURS = [1, 2, 3, 4] as const;
const BODIES = [
  "A plain note.",
  "Қазақстандағы ұлттық кітапхана: әңгіме, ғылым, үкімет, іні, һәм.",
  "Сравните с главой 3 («Культура»); цифры не сходятся.",
  "Emoji 👩🏽‍🔬🇰🇿 and (parentheses), \\ backslashes \\( and <<angles>> % #.",
  "Lines\nthat break\n\nand *Markdown*:\n\n- one\n- two",
  `${"A long note about the same thing. ".repeat(120)}End.`,
];

/** What the round trip found. */
export interface RoundTrip {
  highlights: number;
  areas: number;
  replies: number;
  /** Annotations whose place, texts, author, colour or dates in pdf.js aren't those of the note. */
  wrongInPdfJs: number;
  /** Largest distance of an edge from where it should be, in points. */
  farthest: number;
  /** Notes and replies that didn't come back as they were: lost, moved, or with other contents. */
  wrongAfterImport: number;
  /** Of the latter, highlights on other words. */
  moved: number;
  /** Milliseconds for writing and reading, and the bytes of both files. */
  ms: { write: number; read: number; anchor: number };
  bytes: { source: number; annotated: number };
  /** The file that was written. */
  file: Uint8Array;
  /** The lines and areas on each page, in the unit of boxes. */
  marks: PageRect[];
}

/** @param counts the numbers of highlights and of areas; a third of the highlights have replies */
export async function roundTrip(
  pdf: ImportedPdf,
  counts: { highlights: number; areas: number },
  seed: string,
): Promise<RoundTrip> {
  const random = randomOf(seed);
  const boxes = pdf.words.flatMap((page, index) => decodeBoxes(gunzipSync(page), index));
  boxes.sort((a, b) => a.start - b.start);
  const { text } = pdf.report;
  const pick = (count: number) => Math.floor(random() * count);
  const rects = new Map<string, PageRect[]>();
  const notes: ReadableNote[] = [];
  for (let n = 0; n < counts.highlights; n++) {
    const [id, first] = [idOf(n), pick(boxes.length)];
    const last = Math.min(boxes.length - 1, first + pick(25));
    const span = { start: boxes[first]!.start, end: boxes[last]!.end };
    const quote = text.slice(span.start, span.end);
    const replies = n % 3 === 0 ? [{ id: idOf(100_000 + n), body: BODIES[n % 5]!, author: "Зоя" }] : [];
    const body = n % 10 === 9 ? null : `${n}. ${BODIES[n % BODIES.length]}`;
    notes.push(noteOn({ id, span, quote, body, colour: COLOURS[n % 4]!, author: "Айгүл Ә. (O’Neil)", replies }));
    rects.set(id, rectsOf(boxesOfSpan(boxes, span)));
  }
  for (let n = 0; n < counts.areas; n++) {
    const [x0, y0] = [pick(UNIT / 2), pick(UNIT / 2)];
    const area = { page: pick(pdf.words.length), x0, y0, x1: x0 + 2000 + pick(9000), y1: y0 + 2000 + pick(9000) };
    const id = idOf(200_000 + n);
    notes.push(noteOn({ id, span: { start: 0, end: 0 }, quote: "", body: BODIES[n % 6]!, colour: 2, area }));
    rects.set(id, [area]);
  }

  const ms = { write: 0, read: 0, anchor: 0 };
  const timed = async <T>(key: keyof typeof ms, work: () => T | Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    ms[key] = performance.now() - start;
    return result;
  };
  const { bytes } = await timed("write", () => annotated(pdf, notes));
  const shown = await compareWithPdfJs(bytes, notes, rects);
  const { entries } = await timed("read", () => readNotes(bytes));
  const own = entries.filter((entry): entry is PortableNote & { line: number } => entry.kind === "note");
  const quotes = own.map(({ quote, pages, markedArea }) => ({ quote, pages, area: markedArea, isOwn: true }));
  const anchors = await timed("anchor", () => anchorQuotes({ text, words: pdf.words, quotes }));
  const spans = new Map(own.map(({ iri }, n) => [iri, anchors[n]!.anchor]));
  const areas = new Map(own.map(({ iri, markedArea }) => [iri, markedArea?.area]));
  let [wrong, moved] = [0, 0];
  for (const note of notes) {
    const { highlight } = note;
    const anchor = spans.get(iriOf(highlight.id));
    const isPlaced = anchor !== undefined && "start" in anchor;
    const isThere = highlight.area
      ? isPlaced && isNear(areas.get(iriOf(highlight.id)) as PageRect | undefined, highlight.area as PageRect)
      : isPlaced && anchor.start === highlight.start && anchor.end === highlight.end;
    if (!isThere) moved++;
    if (!isThere || !cameBack(note, entries)) wrong++;
  }
  return {
    ...{ ...counts, replies: notes.reduce((sum, { highlight }) => sum + (highlight.note?.replies.length ?? 0), 0) },
    ...{ ...shown, wrongAfterImport: wrong, moved, ms, file: bytes, marks: [...rects.values()].flat() },
    bytes: { source: pdf.bytes.length, annotated: bytes.length },
  };
}

const iriOf = (id: string): string => `urn:uuid:${id}`;

/** Whether the edges of two areas are at most two units apart: those of a PDF are floating-point numbers. */
function isNear(found: PageRect | undefined, { page, ...edges }: PageRect): boolean {
  const keys = ["x0", "y0", "x1", "y1"] as const;
  return found?.page === page && keys.every((key) => Math.abs(found[key] - edges[key]) <= 2);
}

/** Whether a note and its replies were read as they were written, and are recognized as unchanged. */
function cameBack({ highlight }: ReadableNote, entries: ReadFile["entries"]): boolean {
  const find = (id: string) =>
    entries.find(
      (entry): entry is (PortableNote | PortableReply) & { line: number } => "iri" in entry && entry.iri === iriOf(id),
    );
  const entry = find(highlight.id);
  if (entry?.kind !== "note") return false;
  const body = highlight.note?.body ?? "";
  const isSame =
    entry.colour === highlight.colour &&
    (entry.note?.body ?? "") === body &&
    entry.creator?.name === highlight.author.name &&
    entry.created?.getTime() === new Date(highlight.createdAt).getTime() &&
    entry.base === hashOfAnnotation(body, highlight.colour);
  return (
    isSame &&
    (highlight.note?.replies ?? []).every((reply) => {
      const found = find(reply.id);
      const isReply = found?.kind === "reply" && found.to === entry.iri && found.body === reply.body;
      return isReply && found.base === hashOfAnnotation(reply.body, null);
    })
  );
}

async function readNotes(bytes: Uint8Array): Promise<ReadFile> {
  const folder = await mkdtemp(path.join(tmpdir(), "concord-bench-"));
  try {
    const file = path.join(folder, "notes.pdf");
    await writeFile(file, bytes);
    return await readPdfNotes({ file, name: "notes.pdf" });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function compareWithPdfJs(
  bytes: Uint8Array,
  notes: readonly ReadableNote[],
  rects: ReadonlyMap<string, PageRect[]>,
): Promise<Pick<RoundTrip, "wrongInPdfJs" | "farthest">> {
  const { pages, sizes } = await readWithPdfJs(bytes);
  // Annotations come in the order of the notes on each page, and each is followed by its replies.
  const left = pages.map((page) => page.filter(({ to }) => to === null));
  const replies = new Map(pages.flat().flatMap((each) => (each.to === null ? [] : [[each.to, each] as const])));
  let [wrongInPdfJs, farthest] = [0, 0];
  for (const { highlight } of notes) {
    const byPage = rects.get(highlight.id)!;
    let isFirst = true;
    for (const page of [...new Set(byPage.map((rect) => rect.page))]) {
      const found = left[page]!.shift();
      const wanted = byPage.filter((rect) => rect.page === page);
      const isSame = found !== undefined && isAs(found, highlight, isFirst, replies);
      const distance = found ? distanceOf(found, wanted, sizes[page]!) : Number.POSITIVE_INFINITY;
      farthest = Math.max(farthest, distance);
      if (!isSame || distance > 0.1) wrongInPdfJs++;
      isFirst = false;
    }
  }
  return { wrongInPdfJs: wrongInPdfJs + left.flat().length, farthest };
}

function isAs(
  found: PdfJsAnnotation,
  { note, author, area, id }: ReadableNote["highlight"],
  isFirst: boolean,
  replies: ReadonlyMap<string, PdfJsAnnotation>,
): boolean {
  const title = area ? "Area: “A chart”" : "";
  const link = note ? `${note.body}\n\nhttps://concord.example/r/river?note=${id}` : "";
  const contents = isFirst ? [title, link].filter(Boolean).join("\n\n") : "";
  const [reply] = note?.replies ?? [];
  return (
    found.subtype === (area ? "Square" : "Highlight") &&
    found.hasAppearance &&
    found.author === author.name &&
    found.contents === contents &&
    (!isFirst || reply === undefined || replies.get(found.id)?.contents === reply.body)
  );
}

/** The largest distance between an edge of a quad and the edge of its rectangle, in points. */
function distanceOf(
  { quads, rect }: PdfJsAnnotation,
  wanted: readonly PageRect[],
  [left, bottom, right, top]: readonly number[],
): number {
  const [width, height] = [right! - left!, top! - bottom!];
  const found = quads.length > 0 ? quads.map((quad) => [quad[0]!, quad[5]!, quad[2]!, quad[1]!]) : [rect];
  if (found.length !== wanted.length) return Number.POSITIVE_INFINITY;
  const edges = wanted.map(({ x0, y0, x1, y1 }) => [
    left! + (x0 / UNIT) * width,
    top! - (y1 / UNIT) * height,
    left! + (x1 / UNIT) * width,
    top! - (y0 / UNIT) * height,
  ]);
  return Math.max(...found.flatMap((each, n) => each.map((edge, at) => Math.abs(edge - edges[n]![at]!))));
}
