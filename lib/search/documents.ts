import { languageOf } from "../report/language";
import { pageOfBlock } from "../report/locate";
import type { Block, BlockKind, Language, PageBreak, Report, Section } from "../report/model";
import { type PlacedFigure, placedFigures } from "../report/placed-pictures";

/**
 * The unit of indexing, ranking and results: one block of a report, one of its figures or one note on it, with all the
 * data that a result list shows.
 */
export interface SearchDocument {
  /** Slug of the report. */
  report: string;
  reportTitle: string;
  /**
   * Id of the block or figure, unique within its report. For a note, the id of the block in which its passage begins.
   */
  block: string;
  kind: BlockKind | "figure" | "note";
  language: Language;
  /** The section of the document. Null before the first heading, and for a footnote that has no marker in the text. */
  section: DocumentSection | null;
  /** The printed page on which the block begins; for a footnote, the page of its first marker. Null if unknown. */
  page: number | null;
  pageCertain: boolean;
  /** The page breaks within the block, in order, as offsets into `text`; absent if it is on a single page. */
  turns?: PageBreak[] | undefined;
  /**
   * UTF-16 offset in the canonical text of the report. It is the offset of `text`, or of the passage for a note. For a
   * figure, it is the offset of its caption, or else of the text that follows the figure.
   */
  start: number;
  /**
   * The text of the block. For a figure, its description and the words that it shows, which aren't part of the canonical
   * text. For a note, the plain text of the note and its replies.
   */
  text: string;
  /** The authors of the report, or the authors of the note and its replies. */
  by: string[];
  /** Tags of a note. Tags of highlights on the report's text are in `BlockMarks`. */
  tags: string[];
  /** The id of a note's highlight, the end of its passage, and its audience; null for text. */
  note: { highlight: string; end: number; visibility: Visibility } | null;
}

/** Who can see a highlight or note, apart from its author. */
export type Visibility = "private" | "team" | "group";

interface DocumentSection {
  slug: string;
  title: string;
  /** Titles of the enclosing sections, outermost first. */
  within: string[];
}

/**
 * The searchable blocks and figures of a report in reading order, that is, every block with text, and every figure with
 * a description or words.
 */
export function documentsOf(report: Report): SearchDocument[] {
  const sections = report.sections.map((section, index) => documentSection(report.sections, section, index));
  const sectionAt = (index: number) => sections[report.blocks[index]?.section ?? -1] ?? null;
  /** By the index of the block that they follow. */
  const figures = new Map<number, SearchDocument[]>();
  for (const placed of placedFigures(report)) {
    const document = figureDocument(report, placed, sectionAt(placed.block));
    if (!document) continue;
    const others = figures.get(placed.block);
    if (others) others.push(document);
    else figures.set(placed.block, [document]);
  }
  const ofBlocks = report.blocks.flatMap((block, index) => [
    ...(block.text.trim() === "" ? [] : [documentOf(report, block, index, sectionAt(index))]),
    ...(figures.get(index) ?? []),
  ]);
  return [...(figures.get(-1) ?? []), ...ofBlocks];
}

/** @returns null if a figure has no text, or only that of its caption */
function figureDocument(
  report: Report,
  { figure, id, offset, page }: PlacedFigure,
  section: DocumentSection | null,
): SearchDocument | null {
  const { alt, words = "" } = figure;
  const caption = report.blocks[figure.caption ?? -1];
  const text = [alt.trim() === caption?.text ? "" : alt, words].filter((part) => part.trim() !== "").join("\n");
  if (text === "") return null;
  return {
    report: report.slug,
    reportTitle: report.meta.title,
    block: id,
    kind: "figure",
    language: languageOf(text, report.meta.language),
    section,
    page: page?.page ?? null,
    pageCertain: page?.certain ?? false,
    start: caption?.start ?? offset,
    text,
    by: report.meta.authors,
    tags: [],
    note: null,
  };
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
    page.page !== null && start < page.offset && page.offset < end ? [{ ...page, offset: page.offset - start }] : [],
  );
  return turns.length > 0 ? { turns } : {};
}

/** The printed page at an offset in a document's text; null if unknown. */
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
