import { pageOfBlock } from "../report/locate";
import type { Block, BlockKind, Language, Report } from "../report/model";

/** What is indexed, ranked and returned: one block of one report, with all that a list of hits shows of it. */
export interface SearchDocument {
  /** Slug of the report. */
  report: string;
  reportTitle: string;
  /** Id of the block, unique within its report. */
  block: string;
  kind: BlockKind;
  language: Language;
  /** Null before the first heading, and for a footnote that nothing refers to. */
  section: { slug: string; title: string } | null;
  /** The printed page on which the block begins; for a footnote, the page of its first marker. Null where unknown. */
  page: number | null;
  pageCertain: boolean;
  /** UTF-16 offset of `text` in the canonical text of the report. */
  start: number;
  text: string;
}

/** The searchable blocks of a report in reading order: every block that has text. */
export function documentsOf(report: Report): SearchDocument[] {
  return report.blocks.flatMap((block, index) => (block.text.trim() === "" ? [] : [documentOf(report, block, index)]));
}

function documentOf(report: Report, block: Block, index: number): SearchDocument {
  const section = report.sections[block.section];
  const page = pageOfBlock(report, index);
  return {
    report: report.slug,
    reportTitle: report.meta.title,
    block: block.id,
    kind: block.kind,
    language: block.language,
    section: section ? { slug: section.slug, title: section.title } : null,
    page: page?.page ?? null,
    pageCertain: page?.certain ?? false,
    start: block.start,
    text: block.text,
  };
}
