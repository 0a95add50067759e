import type { FootnoteDefinition, ListItem, PhrasingContent, Root, RootContent, TableRow } from "mdast";
import { type HeadingDepth, imageOf } from "../document";
import { pageComment } from "../inline";
import { tidy, withoutCommonStyle } from "./inline";
import { contentsOf, type Inline, type SourceBlock, type SourceDocument, type SourceNote, type Style } from "./model";
import { gridOf } from "./table";

/** The deepest Markdown heading is `######`. */
const MAX_HEADING = 6;
/** Maximum nesting of lists and quotations. Deeper levels are flattened to this level. */
const MAX_NESTING = 8;
/** Allowed link targets. All other links become plain text. */
const LINK = /^(?:https?:\/\/|mailto:)\S+$/iu;

/** Converts a document to a Markdown tree. The title is level 1, so chapters start at level 2. */
export function toTree(document: SourceDocument): Root {
  return new TreeWriter(document).write();
}

/** The notes in the order of their first markers, followed by those without a marker. */
export function orderedNotes({ blocks, notes }: Pick<SourceDocument, "blocks" | "notes">): Map<string, SourceNote> {
  const ordered = new Map<string, SourceNote>();
  const visit = (parts: readonly SourceBlock[]) => {
    for (const content of contentsOf(parts)) {
      for (const inline of content) {
        const note = inline.type === "note" ? notes.get(inline.note) : undefined;
        if (inline.type === "note" && note) ordered.set(inline.note, note);
      }
    }
  };
  visit(blocks);
  // A Map can grow during iteration. Notes that are referenced only by other notes come last.
  for (const note of ordered.values()) visit(note.blocks);
  for (const [key, note] of notes) if (!ordered.has(key)) ordered.set(key, note);
  return ordered;
}

class TreeWriter {
  readonly #labels = new Map<string, string>();
  readonly #notes: Map<string, SourceNote>;
  readonly #shift: number;

  constructor(private readonly document: SourceDocument) {
    this.#notes = orderedNotes(document);
    const own = [...this.#notes.values()].map(({ label = "" }) => label);
    const isOwn = new Set(own).size === own.length && own.every((label) => /^\d{1,6}$/u.test(label));
    for (const [index, key] of [...this.#notes.keys()].entries()) {
      this.#labels.set(key, isOwn ? own[index]! : String(index + 1));
    }
    const levels = document.blocks.flatMap((block) => (block.type === "heading" ? [block.level] : []));
    this.#shift = levels.length === 0 ? 1 : 2 - Math.min(...levels);
  }

  write(): Root {
    const children = this.#flow(this.document.blocks, 0);
    for (const [key, { blocks }] of this.#notes) {
      const label = this.#labels.get(key)!;
      const content = this.#flow(blocks, 1).filter((node) => node.type !== "html");
      const definition: FootnoteDefinition = {
        type: "footnoteDefinition",
        identifier: label,
        label,
        children:
          content.length > 0 ? (content as FootnoteDefinition["children"]) : [{ type: "paragraph", children: [] }],
      };
      children.push(definition);
    }
    return { type: "root", children };
  }

  #flow(blocks: readonly SourceBlock[], nesting: number): RootContent[] {
    return blocks.flatMap((block) => this.#nodes(block, nesting));
  }

  #nodes(block: SourceBlock, nesting: number): RootContent[] {
    switch (block.type) {
      case "heading": {
        const content = withoutCommonStyle(withoutBreaks(block.content), "bold", "italic");
        const children = this.#phrasing(content);
        if (children.length === 0) return [];
        // A heading inside a list, quotation or note does not start a section.
        if (nesting > 0) return [{ type: "paragraph", children: [{ type: "strong", children }] }];
        const depth = Math.min(MAX_HEADING, Math.max(2, block.level + this.#shift)) as HeadingDepth;
        return [{ type: "heading", depth, children }];
      }
      case "paragraph": {
        const children = this.#phrasing(block.content);
        return children.length === 0 ? [] : [{ type: "paragraph", children }];
      }
      case "list":
        return this.#list(block, nesting);
      case "table":
        return this.#table(block);
      case "quote": {
        const children = this.#flow(block.blocks, nesting + 1);
        if (children.length === 0 || nesting >= MAX_NESTING) return children;
        return [{ type: "blockquote", children: children as ListItem["children"] }];
      }
      case "code":
        return block.value.trim() === "" ? [] : [{ type: "code", value: block.value }];
      case "figure":
        return [{ type: "paragraph", children: [imageOf(block.picture, block.alt)] }];
      case "rule":
        return [{ type: "thematicBreak" }];
      default:
        return [{ type: "html", value: pageComment(block) }];
    }
  }

  #list({ ordered, start, items }: Extract<SourceBlock, { type: "list" }>, nesting: number): RootContent[] {
    const children = items.flatMap((item): ListItem[] => {
      const content = this.#flow(item, nesting + 1);
      return content.length === 0
        ? []
        : [{ type: "listItem", spread: false, children: content as ListItem["children"] }];
    });
    if (children.length === 0) return [];
    if (nesting >= MAX_NESTING) return children.flatMap((item) => item.children);
    return [{ type: "list", ordered, ...(ordered && { start }), spread: false, children }];
  }

  #table({ rows }: Extract<SourceBlock, { type: "table" }>): RootContent[] {
    const filled = rows.filter(({ cells }) => cells.some(({ content }) => content.length > 0));
    const grid = gridOf(rows);
    const [first] = grid;
    if (!first) return [];
    const hasHeader = filled[0]?.isHeader ?? false;
    const written = grid.map((line, row): TableRow => {
      const isHeader = hasHeader && row === 0;
      const children = line.map((cell) => {
        const content = isHeader ? withoutCommonStyle(cell, "bold") : cell;
        return { type: "tableCell" as const, children: this.#phrasing(content, true) };
      });
      return { type: "tableRow", children };
    });
    const empty: TableRow = { type: "tableRow", children: first.map(() => ({ type: "tableCell", children: [] })) };
    return [{ type: "table", children: hasHeader ? written : [empty, ...written] }];
  }

  #phrasing(content: readonly Inline[], isCell = false): PhrasingContent[] {
    return this.#grouped(tidy(content), 0, isCell);
  }

  #grouped(content: readonly Inline[], level: number, isCell: boolean): PhrasingContent[] {
    const key = NESTED[level];
    if (!key) return content.flatMap((inline) => this.#leaf(inline, isCell));
    const nodes: PhrasingContent[] = [];
    for (let at = 0; at < content.length; ) {
      const value = lookOf(content[at]!, key);
      let end = at + 1;
      while (end < content.length && isPart(content, end, key, value)) end++;
      const group = content.slice(at, end);
      for (const node of this.#wrapped(group, level, key, value, isCell)) nodes.push(node);
      at = end;
    }
    return nodes;
  }

  /**
   * Moves whitespace at the ends of the text outside the emphasis, because emphasis in Markdown can't begin or end with
   * whitespace.
   */
  #wrapped(
    group: readonly Inline[],
    level: number,
    key: (typeof NESTED)[number],
    value: string | boolean | undefined,
    isCell: boolean,
  ): PhrasingContent[] {
    if (!value) return this.#grouped(group, level + 1, isCell);
    const { before, inner, after } = spacesOutside(group);
    const children = this.#grouped(inner, level + 1, isCell);
    const isShown = children.some((child) => child.type !== "html");
    const wrapped = isShown ? [wrap(key, String(value), children)] : children;
    return [...this.#grouped(before, level + 1, isCell), ...wrapped, ...this.#grouped(after, level + 1, isCell)];
  }

  #leaf(inline: Inline, isCell: boolean): PhrasingContent[] {
    switch (inline.type) {
      case "text":
        return inline.code && inline.value.trim() !== ""
          ? [{ type: "inlineCode", value: inline.value }]
          : [{ type: "text", value: inline.value }];
      case "break":
        return [isCell ? { type: "html", value: "<br>" } : { type: "break" }];
      case "note": {
        const label = this.#labels.get(inline.note);
        return label === undefined ? [] : [{ type: "footnoteReference", identifier: label, label }];
      }
      case "page":
        return [{ type: "html", value: pageComment(inline) }];
      default:
        return [imageOf(inline.picture, inline.alt)];
    }
  }
}

/** Styles that wrap text, outermost first. */
const NESTED = ["href", "strike", "bold", "italic"] as const satisfies (keyof Style)[];

function lookOf(inline: Inline, key: (typeof NESTED)[number]): string | boolean | undefined {
  if (inline.type !== "text") return undefined;
  const value = inline[key];
  return key === "href" ? (typeof value === "string" && LINK.test(value) ? value : undefined) : value || undefined;
}

/**
 * Whether a piece of inline content belongs to a style. Content without text belongs to it if the text after it does.
 */
function isPart(content: readonly Inline[], index: number, key: (typeof NESTED)[number], value: unknown): boolean {
  const inline = content[index]!;
  if (inline.type === "text") return lookOf(inline, key) === value;
  if (value === undefined) return true;
  if (key === "href" || inline.type === "break") return false;
  const next = content[index + 1];
  return next?.type === "text" && lookOf(next, key) === value;
}

function spacesOutside(group: readonly Inline[]): { before: Inline[]; inner: Inline[]; after: Inline[] } {
  const inner = group.map((inline) => ({ ...inline }));
  const first = inner[0];
  const last = inner.at(-1);
  let before = "";
  let after = "";
  if (first?.type === "text") {
    before = /^\s*/u.exec(first.value)![0];
    first.value = first.value.slice(before.length);
  }
  if (last?.type === "text") {
    const trimmed = last.value.trimEnd();
    after = last.value.slice(trimmed.length);
    last.value = trimmed;
  }
  const space = (value: string): Inline[] => (value === "" ? [] : [{ type: "text", value }]);
  return {
    before: space(before),
    inner: inner.filter((inline) => inline.type !== "text" || inline.value !== ""),
    after: space(after),
  };
}

function wrap(key: (typeof NESTED)[number], value: string, children: PhrasingContent[]): PhrasingContent {
  switch (key) {
    case "href":
      return { type: "link", url: value, children };
    case "strike":
      return { type: "delete", children };
    case "bold":
      return { type: "strong", children };
    default:
      return { type: "emphasis", children };
  }
}

function withoutBreaks(content: readonly Inline[]): Inline[] {
  return content.map((inline) => (inline.type === "break" ? { type: "text", value: " " } : inline));
}
