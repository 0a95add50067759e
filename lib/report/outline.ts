import { pageOfBlock } from "./locate";
import type { Block, Flow, PageBreak, Report } from "./model";

/** An outline entry: a section, or a lettered point, table or figure inside a section. */
export interface OutlineEntry {
  kind: "section" | "point" | "table" | "figure";
  title: string;
  /** The level of the entry. The shallowest sections of the report have level 0. */
  level: number;
  /** Id of the block to which the entry links. For a section, this is its slug. */
  target: string;
  start: number;
  /** The end of a table or figure. All other entries extend to the next entry. */
  end?: number;
  page: PageBreak | null;
}

/** A list item that has its own letter: "(a) …" or "а) …". */
const LETTERED = /^\(?\p{L}\)\s/u;
/**
 * The first sentence. It ends with a full stop that is followed by a capital letter, or else at the end of the text.
 */
const FIRST_SENTENCE = /^[\s\S]*?[.!?](?=\s\p{Lu}|$)/u;

/** Whether a list item has its own letter and so needs no bullet. */
export function isLettered(block: Block | undefined): boolean {
  return block !== undefined && LETTERED.test(block.text);
}

/**
 * The outline for navigation. It consists of sections and of the lettered points, tables and figures inside them, in
 * reading order.
 */
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

/** The end of the last block that belongs to a table or figure. */
function endOf({ blocks }: Report, item: Extract<Flow, { type: "table" | "figure" }>): number {
  const groups = item.type === "table" ? item.groups : [];
  const header = item.type === "table" ? item.header : undefined;
  const own = [item.caption, header, ...groups.flatMap(({ head, rows }) => [head, ...rows]), item.note];
  return Math.max(...own.map((index) => (index === undefined ? 0 : blocks[index]!.end)));
}

/**
 * The entry that contains an offset. Text after a table or figure belongs to the entry before the table or figure.
 *
 * @param entries in reading order
 * @param offset in UTF-16 code units in the canonical text
 */
export function entryAt(entries: readonly OutlineEntry[], offset: number): OutlineEntry | undefined {
  return entries.findLast(({ start, end = Number.POSITIVE_INFINITY }) => start <= offset && offset <= end);
}
