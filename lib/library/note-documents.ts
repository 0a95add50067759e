import { noteText } from "../annotations/note-text";
import type { HighlightView } from "../annotations/schemas";
import { languageOf } from "../report/language";
import type { PageBreak } from "../report/model";
import type { SearchDocument } from "../search/documents";
import { noteKey } from "../search/filters";

/** What must be known of a report to say where its notes stand: the server and an open reader both have it. */
export interface NotedReport {
  /** The searchable blocks of its text, in reading order. */
  documents: readonly SearchDocument[];
  /** Where its printed pages begin, in order. */
  pages: readonly PageBreak[];
}

/** What of a highlight goes into search. */
type Searched = Pick<HighlightView, "id" | "start" | "end" | "author" | "note">;

/** Notes made ready to be searched beside the text that they are on. */
export interface SearchableNotes {
  /** In the order of the highlights. */
  documents: SearchDocument[];
  /** The blocks that a passage with a note touches, as `noteKey` names them. */
  noted: Set<string>;
}

/**
 * What a person's notes on a report add to the search in its text. A highlight without a note adds nothing, and so does one that does
 * not stand in this edition: there is no place that a hit could lead to.
 *
 * @param highlights what the person may see, in reading order
 */
export function searchableNotes(report: NotedReport, highlights: readonly Searched[]): SearchableNotes {
  const documents: SearchDocument[] = [];
  const noted = new Set<string>();
  for (const highlight of highlights) {
    const blocks = blocksOf(report, highlight);
    const document = noteDocument(report, highlight, blocks[0]);
    if (!document) continue;
    documents.push(document);
    for (const block of blocks) noted.add(noteKey(block));
  }
  return { documents, noted };
}

/** The blocks that a passage touches. It may begin in the separator before its first word, which belongs to none. */
function blocksOf({ documents }: NotedReport, { start, end }: Searched): SearchDocument[] {
  if (start === null || end === null) return [];
  const first = documents.findIndex((block) => block.start + block.text.length > start);
  if (first < 0) return [];
  const last = documents.findIndex((block, index) => index > first && block.start >= end);
  return documents.slice(first, last < 0 ? documents.length : last);
}

function noteDocument(
  { pages }: NotedReport,
  { id, start, end, author, note }: Searched,
  block: SearchDocument | undefined,
): SearchDocument | null {
  if (!block || !note || start === null || end === null) return null;
  const text = noteText(note.body);
  return {
    ...block,
    ...pageOf(pages, block, start),
    turns: undefined,
    kind: "note",
    language: languageOf(text, block.language),
    start,
    text,
    by: [author.name],
    tags: [],
    note: { highlight: id, end },
  };
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
