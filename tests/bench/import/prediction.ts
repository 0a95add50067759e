/** The importer's result for a case, in the form used for scoring. */

import { inlineText } from "@/lib/report/inline-text";
import type { Block, Inline, Report } from "@/lib/report/model";
import type { Mark } from "./truth";

export interface FoundBlock {
  kind: "heading" | "paragraph" | "list-item" | "caption" | "table";
  text: string;
  level?: number;
  rows?: string[][];
  refs: { at: number; note: string }[];
  marks: Mark[];
  page?: number;
  /** Page breaks: offset and page number. */
  turns: [number, number][];
}

export interface Prediction {
  blocks: FoundBlock[];
  notes: Record<string, string>;
}

/** Converts a report to the form used for scoring. It contains exactly what the app would show. */
export function predictionOf(report: Report): Prediction {
  const blocks: FoundBlock[] = [];
  const notes: Record<string, string> = {};
  for (const block of report.blocks) {
    if (block.kind === "footnote") {
      notes[block.label ?? ""] = block.text;
      continue;
    }
    const last = blocks.at(-1);
    if (block.kind === "table-row") {
      const row = block.runs.map((run) => inlineText(run.inlines));
      if (last?.kind === "table") last.rows?.push(row);
      else
        blocks.push({
          kind: "table",
          text: "",
          rows: [row],
          refs: [],
          marks: [],
          turns: [],
          page: pageAt(report, block.start),
        });
      continue;
    }
    const found: FoundBlock = {
      kind: block.kind,
      text: block.text,
      ...(block.depth !== undefined && { level: block.depth }),
      refs: [],
      marks: [],
      page: pageAt(report, block.start),
      turns: report.pages
        .filter(({ offset }) => offset > block.start && offset < block.end)
        .flatMap(({ offset, page }): [number, number][] => (page === null ? [] : [[offset - block.start, page]])),
    };
    readInlines(block, found);
    blocks.push(found);
  }
  return { blocks, notes };
}

function pageAt({ pages }: Report, offset: number): number | undefined {
  return pages.findLast((page) => page.offset <= offset)?.page ?? undefined;
}

function readInlines(block: Block, found: FoundBlock): void {
  let at = 0;
  const visit = (inlines: readonly Inline[], style: string): void => {
    for (const inline of inlines) {
      if (inline.type === "text" || inline.type === "code") {
        const start = inline.start - block.start;
        at = start + inline.value.length;
        if (style !== "") found.marks.push({ style, start, end: at });
      } else if (inline.type === "footnote-reference") found.refs.push({ at, note: inline.label });
      else if ("children" in inline) {
        const own = inline.type === "emphasis" ? "i" : inline.type === "strong" ? "b" : "";
        visit(inline.children, [...new Set(`${style}${own}`)].sort().join(""));
      }
    }
  };
  for (const run of block.runs) visit(run.inlines, "");
}
