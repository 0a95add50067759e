import { pageOfBlock } from "../report/locate";
import type { Block, BlockKind, Language, PageBreak, Report, Section } from "../report/model";

/** What is indexed, ranked and returned: one block of one report, or one note on it, with all that a list of hits shows. */
export interface SearchDocument {
  /** Slug of the report. */
  report: string;
  reportTitle: string;
  /** Id of the block, unique within its report; of the block in which the passage begins, for a note. */
  block: string;
  kind: BlockKind | "note";
  language: Language;
  /** Null before the first heading, and for a footnote that nothing refers to. */
  section: DocumentSection | null;
  /** The printed page on which the block begins; for a footnote, the page of its first marker. Null where unknown. */
  page: number | null;
  pageCertain: boolean;
  /** The pages that begin within it, in order, their offsets in `text`; absent where it ends on the page where it begins. */
  turns?: PageBreak[] | undefined;
  /** UTF-16 offset in the canonical text of the report: of `text`; of the passage, for a note. */
  start: number;
  /** The text of the block; for a note, its Markdown and that of the replies to it, as plain text. */
  text: string;
  /** Who wrote it: the authors of the report, or the writer of the note and those who replied to it. */
  by: string[];
  /** Of a note; what is said of the text of a report stands apart (`BlockMarks`). */
  tags: string[];
  /** What the note is on, by id of the highlight and the end of its passage, and who sees it; null for text. */
  note: { highlight: string; end: number; visibility: Visibility } | null;
}

/** Who may see a highlight or a note beside its author. */
export type Visibility = "private" | "team" | "group";

interface DocumentSection {
  slug: string;
  title: string;
  /** Titles of the sections around it, the outermost first. */
  within: string[];
}

/** The searchable blocks of a report in reading order: every block that has text. */
export function documentsOf(report: Report): SearchDocument[] {
  const sections = report.sections.map((section, index) => documentSection(report.sections, section, index));
  return report.blocks.flatMap((block, index) =>
    block.text.trim() === "" ? [] : [documentOf(report, block, index, sections[block.section] ?? null)],
  );
}

function documentOf(report: Report, block: Block, index: number, section: DocumentSection | null): SearchDocument {
  const page = pageOfBlock(report, index);
  return {
    report: report.slug,
    reportTitle: report.meta.title,
    block: block.id,
    kind: block.kind,
    language: block.language,
    section,
    page: page?.page ?? null,
    pageCertain: page?.certain ?? false,
    ...turnsIn(report, block),
    start: block.start,
    text: block.text,
    by: report.meta.authors,
    tags: [],
    note: null,
  };
}

function turnsIn({ pages }: Report, { start, end }: Block): Pick<SearchDocument, "turns"> {
  const turns = pages.flatMap((page) =>
    start < page.offset && page.offset < end ? [{ ...page, offset: page.offset - start }] : [],
  );
  return turns.length > 0 ? { turns } : {};
}

/** The printed page on which an offset of a document's text stands; null where unknown. */
export function pageWithin(
  { page, pageCertain, turns }: Pick<SearchDocument, "page" | "pageCertain" | "turns">,
  offset: number,
): { page: number; certain: boolean } | null {
  const turned = turns?.findLast((turn) => turn.offset <= offset);
  if (turned) return turned;
  return page === null ? null : { page, certain: pageCertain };
}

function documentSection(
  sections: readonly Section[],
  { slug, title, depth }: Section,
  index: number,
): DocumentSection {
  const within: string[] = [];
  let inner = depth;
  for (const section of sections.slice(0, index).reverse()) {
    if (section.depth >= inner) continue;
    inner = section.depth;
    within.unshift(section.title);
  }
  return { slug, title, within };
}
