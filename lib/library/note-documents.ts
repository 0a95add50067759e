import { wordsOf } from "../annotations/areas/words";
import { writerOf } from "../annotations/attribution";
import { noteText } from "../annotations/notes/note-text";
import type { HighlightView } from "../annotations/schemas";
import { languageOf } from "../report/language";
import { numbered } from "../report/locate";
import type { PageEdge } from "../report/model";
import type { SearchDocument } from "../search/documents";
import type { BlockMarks } from "../search/filters";

/** The data for locating a report's notes, available both on the server and in an open reader. */
export interface NotedReport {
  /** The searchable blocks of the report's text, in reading order. Figures aren't part of the text. */
  documents: readonly SearchDocument[];
  /** Where the report's printed pages start, in order. */
  pages: readonly PageEdge[];
}

/** @param documents the searchable blocks and figures of the report */
export function notedReport(documents: readonly SearchDocument[], pages: readonly PageEdge[]): NotedReport {
  return { documents: documents.filter(({ kind }) => kind !== "figure"), pages };
}

/** The fields of a highlight that search uses. */
type Searched = Pick<HighlightView, "id" | "start" | "end" | "author" | "origin" | "tags" | "visibility" | "note">;

/**
 * The search documents for a user's notes on a report, including replies, in the order of the highlights. Highlights
 * without a note are left out, and so are unplaced highlights, because a hit couldn't link to them.
 *
 * @param highlights the highlights that the user can see, in reading order
 */
export function noteDocuments(report: NotedReport, highlights: readonly Searched[]): SearchDocument[] {
  return highlights.flatMap((highlight) =>
    highlight.note ? (noteDocument(report, highlight, blocksOf(report, highlight)[0]) ?? []) : [],
  );
}

/**
 * A search document for a whole highlight: its quote, note and replies. It doesn't belong to a block, so its marks come
 * from `marksOf`, under the highlight's id, and not from `blockMarks`.
 */
export function highlightDocument(
  report: NotedReport & { slug: string; title: string },
  highlight: HighlightView,
): SearchDocument {
  const { id, start, tags, note } = highlight;
  const block = blocksOf(report, highlight)[0];
  const text = [wordsOf(highlight), ...(note ? [note, ...note.replies] : []).map(({ body }) => noteText(body))].join(
    "\n",
  );
  const place = block && start !== null ? pageOf(report.pages, block, start) : { page: null, pageCertain: false };
  return {
    ...{ report: report.slug, reportTitle: report.title, block: id, section: block?.section ?? null, ...place },
    kind: note ? "note" : (block?.kind ?? "paragraph"),
    language: languageOf(text, block?.language ?? "en"),
    start: start ?? 0,
    text,
    by: writersOf(highlight),
    tags,
    note: null,
  };
}

/** The marks of a highlight's own document. */
export function marksOf({ tags, visibility, note }: HighlightView): BlockMarks {
  return { isNoted: note !== null, tags: new Set(tags), visibility: new Set([visibility]) };
}

/** The marks that highlights put on the blocks they touch, by block id. Pass only highlights that the user can see. */
export function blockMarks(report: NotedReport, highlights: readonly Searched[]): Map<string, BlockMarks> {
  const marks = new Map<string, BlockMarks>();
  for (const highlight of highlights) {
    for (const { block } of blocksOf(report, highlight)) {
      const mark = marks.get(block) ?? { isNoted: false, tags: new Set(), visibility: new Set() };
      marks.set(block, mark);
      if (highlight.note) mark.isNoted = true;
      for (const tag of highlight.tags) mark.tags.add(tag);
      mark.visibility.add(highlight.visibility);
    }
  }
  return marks;
}

/**
 * The part of a report that highlights touch. Their notes and marks are the same for the part as for the whole report.
 *
 * @param before another part of the report, whose blocks are included
 */
export function partWith(report: NotedReport, highlights: readonly Searched[], before?: NotedReport): NotedReport {
  const ids = new Set(before?.documents.map(({ block }) => block));
  for (const highlight of highlights) for (const { block } of blocksOf(report, highlight)) ids.add(block);
  return { documents: report.documents.filter(({ block }) => ids.has(block)), pages: report.pages };
}

/**
 * The blocks that a passage touches. A passage may begin in the separator before its first word, which doesn't belong
 * to a block.
 */
function blocksOf({ documents }: NotedReport, { start, end }: Searched): SearchDocument[] {
  if (start === null || end === null) return [];
  const first = firstWhere(documents, (block) => block.start + block.text.length > start);
  if (first === documents.length) return [];
  return documents.slice(
    first,
    Math.max(
      first + 1,
      firstWhere(documents, (block) => block.start >= end),
    ),
  );
}

/**
 * Finds the first index at which a test succeeds, by binary search. Returns the length of the list if the test never
 * succeeds.
 */
function firstWhere(documents: readonly SearchDocument[], test: (document: SearchDocument) => boolean): number {
  let low = 0;
  let high = documents.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(documents[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function noteDocument(
  { pages }: NotedReport,
  { id, start, end, author, origin, tags, note }: Searched,
  block: SearchDocument | undefined,
): SearchDocument | null {
  if (!block || !note || start === null || end === null) return null;
  const text = [note, ...note.replies].map(({ body }) => noteText(body)).join("\n");
  return {
    ...block,
    ...pageOf(pages, block, start),
    turns: undefined,
    kind: "note",
    language: languageOf(text, block.language),
    start,
    text,
    by: writersOf({ author, origin, note }),
    tags,
    note: { highlight: id, end, visibility: note.visibility },
  };
}

/** The authors of a note and its replies, without duplicates. */
function writersOf({ note, ...highlight }: Pick<Searched, "author" | "origin" | "note">): string[] {
  return [...new Set([highlight, ...(note?.replies ?? [])].map(writerOf))];
}

/** The printed page on which a passage begins. All of a footnote counts as being on the page of its marker. */
function pageOf(
  pages: readonly PageEdge[],
  block: SearchDocument,
  start: number,
): Pick<SearchDocument, "page" | "pageCertain"> {
  if (block.kind === "footnote") return { page: block.page, pageCertain: block.pageCertain };
  const place = Math.max(start, block.start);
  const page = numbered(pages.findLast(({ offset }) => offset <= place));
  return { page: page?.page ?? null, pageCertain: page?.certain ?? false };
}
