import { pageOfBlock } from "./locate";
import type { Block, Flow, PageBreak, Report } from "./model";

/** A line of the outline: a section, or within one a lettered point, a table or a figure. */
export interface OutlineEntry {
  kind: "section" | "point" | "table" | "figure";
  title: string;
  /** 0 for the shallowest sections of the report. */
  level: number;
  /** Id of the block it leads to; a section is reached by its slug. */
  target: string;
  start: number;
  /** Where a table or a figure ends; the others go on to the next entry. */
  end?: number;
  page: PageBreak | null;
}

/** A point that brings its own letter: "(a) …" or "а) …". */
const LETTERED = /^\(?\p{L}\)\s/u;
/** The first sentence: up to a full stop that is followed by a capital letter, or all of it. */
const FIRST_SENTENCE = /^[\s\S]*?[.!?](?=\s\p{Lu}|$)/u;

/** Whether a list item brings its own letter instead of a bullet. */
export function isLettered(block: Block | undefined): boolean {
  return block !== undefined && LETTERED.test(block.text);
}

/** What a reader steers by: the sections, and inside them the lettered points, tables and figures, in reading order. */
export function outlineOf(report: Report): OutlineEntry[] {
  const top = Math.min(...report.sections.map((section) => section.depth));
  const entries: OutlineEntry[] = [];

  const add = (
    kind: OutlineEntry["kind"],
    index: number | undefined,
    title: (block: Block) => string,
    end?: { end: number },
  ) => {
    const block = index === undefined ? undefined : report.blocks[index];
    if (index === undefined || !block) return;
    const section = report.sections[block.section];
    const own = kind === "section" ? 0 : 1;
    entries.push({
      kind,
      title: title(block),
      level: (section ? section.depth - top : 0) + own,
      target: kind === "section" && section ? section.slug : block.id,
      start: block.start,
      ...end,
      page: pageOfBlock(report, index),
    });
  };

  const walk = (flow: readonly Flow[]) => {
    for (const item of flow) {
      if (item.type === "heading") add("section", item.block, (block) => block.text);
      if (item.type === "table" || item.type === "figure") {
        add(item.type, item.caption, (block) => block.text, { end: endOf(report, item) });
      }
      if (item.type === "quote") walk(item.children);
      if (item.type === "list") {
        for (const { block, children } of item.items) {
          if (block !== undefined && isLettered(report.blocks[block])) {
            add("point", block, ({ text }) => FIRST_SENTENCE.exec(text)?.[0] ?? text);
          }
          walk(children);
        }
      }
    }
  };
  walk(report.flow);
  return entries;
}

/** Where the last of what belongs to a table or a figure ends. */
function endOf({ blocks }: Report, item: Extract<Flow, { type: "table" | "figure" }>): number {
  const groups = item.type === "table" ? item.groups : [];
  const header = item.type === "table" ? item.header : undefined;
  const own = [item.caption, header, ...groups.flatMap(({ head, rows }) => [head, ...rows]), item.note];
  return Math.max(...own.map((index) => (index === undefined ? 0 : blocks[index]!.end)));
}

/**
 * The entry that an offset is in. What follows a table or a figure is not in it, but in what was there before.
 *
 * @param entries in reading order
 * @param offset UTF-16 code units in the canonical text
 */
export function entryAt(entries: readonly OutlineEntry[], offset: number): OutlineEntry | undefined {
  return entries.findLast(({ start, end = Number.POSITIVE_INFINITY }) => start <= offset && offset <= end);
}
