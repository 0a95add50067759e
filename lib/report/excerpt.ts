import type { Block, Flow, Footnote, Inline, Report, Run } from "./model";

/** Part of a report with its layout. `flow` and `footnotes` refer to blocks by index into `blocks`. */
export interface Excerpt {
  blocks: Block[];
  flow: Flow[];
  footnotes: Footnote[];
}

/**
 * The blocks that a passage touches, as whole blocks, with their headers and footnotes. A table row comes with the
 * header row of the table and of its row group. A block comes with the footnotes to which its text refers.
 *
 * @param passage a half-open range of UTF-16 code units in the canonical text
 */
export function excerptOf(report: Report, { start, end }: { start: number; end: number }): Excerpt {
  const blocks: Block[] = [];

  const isTouched = (index: number | undefined): index is number => {
    const block = index === undefined ? undefined : report.blocks[index];
    return block !== undefined && block.start < end && block.end > start;
  };
  const keep = (index: number) => blocks.push(report.blocks[index]!) - 1;
  const keepTouched = (index: number | undefined) => (isTouched(index) ? keep(index) : undefined);

  const list = (item: Extract<Flow, { type: "list" }>): Flow[] => {
    const parts: Flow[] = [];
    let open: typeof item | undefined;
    item.items.forEach(({ block, children }, nth) => {
      const index = keepTouched(block);
      const inner = walk(children);
      if (index !== undefined) {
        if (!open) {
          open = { ...item, first: item.first + nth, items: [] };
          parts.push(open);
        }
        open.items.push({ block: index, children: inner });
      } else if (inner.length > 0) {
        // If an item is outside the passage, content nested in it is promoted to the top level.
        open = undefined;
        parts.push(...inner);
      }
    });
    return parts;
  };

  const table = (item: Extract<Flow, { type: "table" }>): Flow[] => {
    const caption = keepTouched(item.caption);
    const isGroupTouched = ({ head, rows }: (typeof item.groups)[number]) => isTouched(head) || rows.some(isTouched);
    const hasRows = item.groups.some(isGroupTouched) || isTouched(item.header);
    const header = hasRows && item.header !== undefined ? keep(item.header) : undefined;
    const groups = item.groups.filter(isGroupTouched).map(({ head, rows }) => ({
      head: head === undefined ? undefined : keep(head),
      rows: rows.filter(isTouched).map(keep),
    }));
    const note = keepTouched(item.note);
    return caption === undefined && note === undefined && !hasRows ? [] : [{ ...item, caption, header, groups, note }];
  };

  const one = (item: Flow): Flow[] => {
    switch (item.type) {
      case "heading":
      case "paragraph":
        return isTouched(item.block) ? [{ ...item, block: keep(item.block) }] : [];
      case "list":
        return list(item);
      case "quote": {
        const children = walk(item.children);
        return children.length > 0 ? [{ ...item, children }] : [];
      }
      case "table":
        return table(item);
      case "figure": {
        const [caption, note] = [keepTouched(item.caption), keepTouched(item.note)];
        return caption === undefined && note === undefined ? [] : [{ ...item, caption, note }];
      }
      case "page-break":
      case "rule":
        return [];
    }
  };

  /** Pictures without a caption have no text. They are part of a passage that continues on both sides of them. */
  const walk = (flow: readonly Flow[]): Flow[] => {
    const parts: Flow[] = [];
    let bare: Flow[] | undefined;
    for (const item of flow) {
      if (item.type === "figure" && item.caption === undefined && item.note === undefined) bare?.push(item);
      else if (item.type !== "page-break") {
        const own = one(item);
        if (own.length > 0) parts.push(...(bare ?? []), ...own);
        bare = own.length > 0 ? [] : undefined;
      }
    }
    return parts;
  };

  const flow = walk(report.flow);
  const shown = [...blocks];
  /** A marker adds no text, so its offset can be equal to the start or the end of its block. */
  const isReferred = ({ references }: Footnote) =>
    references.some((at) => shown.some((block) => block.start <= at && at <= block.end));
  const footnotes = report.footnotes
    .filter((footnote) => isTouched(footnote.block) || isReferred(footnote))
    .map((footnote) => ({ ...footnote, block: keep(footnote.block) }));
  return { blocks, flow, footnotes };
}

/** Content before, inside and after a passage. */
type Parts = [before: Inline[], inside: Inline[], after: Inline[]];

/**
 * Splits a run at the edges of a passage. An inline without text, such as a footnote marker, counts as part of the
 * passage only if it is between the passage's words.
 *
 * @param passage a half-open range of UTF-16 code units in the canonical text
 */
export function cutRun(run: Run, { start, end }: { start: number; end: number }): Parts {
  const edges = [0, start, end, Number.POSITIVE_INFINITY];
  let at = run.start;

  const cut = (inlines: readonly Inline[]): Parts => {
    const parts: Parts = [[], [], []];
    for (const inline of inlines) {
      if ("value" in inline) {
        parts.forEach((part, nth) => {
          const from = Math.max(edges[nth]!, inline.start);
          const value = inline.value.slice(from - inline.start, Math.max(0, edges[nth + 1]! - inline.start));
          if (value !== "") part.push({ ...inline, value, start: from });
        });
        at = inline.start + inline.value.length;
      } else if ("children" in inline) {
        for (const [nth, children] of cut(inline.children).entries()) {
          if (children.length > 0) parts[nth]!.push({ ...inline, children });
        }
      } else {
        parts[at <= start ? 0 : at < end ? 1 : 2].push(inline);
      }
    }
    return parts;
  };
  return cut(run.inlines);
}
