import { writerOf } from "../annotations/attribution";
import { noteText } from "../annotations/notes/note-text";
import type { HighlightView } from "../annotations/schemas";
import { languageOf } from "../report/language";
import type { PageBreak } from "../report/model";
import type { SearchDocument } from "../search/documents";
import type { BlockMarks } from "../search/filters";

/** What must be known of a report to say where its notes stand: the server and an open reader both have it. */
export interface NotedReport {
  /** The searchable blocks of its text, in reading order. */
  documents: readonly SearchDocument[];
  /** Where its printed pages begin, in order. */
  pages: readonly PageBreak[];
}

/** What of a highlight goes into search. */
type Searched = Pick<HighlightView, "id" | "start" | "end" | "author" | "origin" | "tags" | "visibility" | "note">;

/**
 * What a person's notes on a report, with the replies to them, add to the search in its text, in the order of the highlights. A
 * highlight without a note adds nothing, and so does one that does not stand in this edition: there is no place that a hit could lead
 * to.
 *
 * @param highlights what the person may see, in reading order
 */
export function noteDocuments(report: NotedReport, highlights: readonly Searched[]): SearchDocument[] {
  return highlights.flatMap((highlight) =>
    highlight.note ? (noteDocument(report, highlight, blocksOf(report, highlight)[0]) ?? []) : [],
  );
}

/**
 * A highlight as a document of its own, to be searched among others: its words, and what was written on it. It stands for no block, so
 * what `blockMarks` would say of one is said by `marksOf` under its id.
 */
export function highlightDocument(
  report: NotedReport & { slug: string; title: string },
  highlight: HighlightView,
): SearchDocument {
  const { id, start, quote, tags, note } = highlight;
  const block = blocksOf(report, highlight)[0];
  const text = [quote, ...(note ? [note, ...note.replies] : []).map(({ body }) => noteText(body))].join("\n");
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

/** What a highlight says of its own document. */
export function marksOf({ tags, visibility, note }: HighlightView): BlockMarks {
  return { isNoted: note !== null, tags: new Set(tags), visibility: new Set([visibility]) };
}

/** What the highlights that a person may see say of the blocks of a report that they touch, by the id of the block. */
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

/** The blocks that a passage touches. It may begin in the separator before its first word, which belongs to none. */
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

/** The first place in a list from which on a test holds; the length of the list where it never does. */
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

/** Who wrote a note and the replies to it, each once. */
function writersOf({ note, ...highlight }: Pick<Searched, "author" | "origin" | "note">): string[] {
  return [...new Set([highlight, ...(note?.replies ?? [])].map(writerOf))];
}

/** The printed page on which a passage begins; a footnote stands at the foot of the page of its marker, whole. */
function pageOf(
  pages: readonly PageBreak[],
  block: SearchDocument,
  start: number,
): Pick<SearchDocument, "page" | "pageCertain"> {
  if (block.kind === "footnote") return { page: block.page, pageCertain: block.pageCertain };
  const place = Math.max(start, block.start);
  const page = pages.findLast(({ offset }) => offset <= place);
  return { page: page?.page ?? null, pageCertain: page?.certain ?? false };
}
