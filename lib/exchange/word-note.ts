/** Converts a note's Markdown to native Word paragraphs, lists and tables. */

import type { Element, ElementContent } from "hast";
import { noteText } from "../annotations/notes/note-text";
import { noteTree } from "../markdown/note-tree";
import { GAP, INDENT, LEVELS, paragraph, type RunFormat, run, table, type WordDocument } from "./word-xml";

const INLINE = new Set(["a", "br", "code", "del", "em", "img", "input", "s", "strong", "sub", "sup"]);
const HEADING = /^h[1-6]$/u;

/** The position of a block in the document. */
interface Place {
  left: number;
  isQuoted: boolean;
  /** Number of enclosing lists. */
  depth: number;
  /** The bullet or number of a list item, until the item's first paragraph has used it. */
  marker?: { list: number; level: number } | undefined;
}

/**
 * A note as blocks, preceded by `lead`. If the first block is a paragraph, `lead` is inside that paragraph. Content
 * that cannot be formatted becomes plain text.
 *
 * @param lead runs
 */
export function noteBlocks(markdown: string, lead: string, document: WordDocument): string[] {
  const writer = new NoteWriter(document);
  const place: Place = { left: 0, isQuoted: false, depth: 0 };
  const tree = noteTree(markdown);
  if (tree.kind !== "formatted") return [writer.paragraph(lead + run(noteText(markdown)), place)];
  const [first, ...rest] = tree.root.children as ElementContent[];
  if (first?.type === "element" && first.tagName === "p") {
    return [writer.paragraph(lead + writer.runs(first.children, {}), place), ...writer.blocks(rest, place)];
  }
  return [writer.paragraph(lead, place), ...writer.blocks(first ? [first, ...rest] : [], place)];
}

class NoteWriter {
  readonly #document: WordDocument;

  constructor(document: WordDocument) {
    this.#document = document;
  }

  /**
   * Blocks for the children of an element. Inline content next to blocks, as in tight list items, becomes a paragraph.
   */
  blocks(nodes: readonly ElementContent[], place: Place): string[] {
    const blocks: string[] = [];
    let inline: ElementContent[] = [];
    const endParagraph = () => {
      if (inline.some((node) => node.type !== "text" || node.value.trim() !== "")) {
        blocks.push(this.paragraph(this.runs(inline, {}), place));
      }
      inline = [];
    };
    for (const node of nodes) {
      if (node.type === "text" || (node.type === "element" && INLINE.has(node.tagName))) inline.push(node);
      else if (node.type === "element") {
        endParagraph();
        blocks.push(...this.#block(node, place));
      }
    }
    endParagraph();
    return blocks;
  }

  /** A paragraph. The first paragraph of a list item has the item's bullet or number. */
  paragraph(content: string, place: Place, more: { keepNext?: boolean; isCode?: boolean } = {}): string {
    const { marker, left, isQuoted, depth } = place;
    place.marker = undefined;
    return paragraph(content, {
      spacing: { after: depth > 0 ? GAP / 2 : GAP },
      ...(left > 0 && { indent: { left, ...(marker && { hanging: INDENT }) } }),
      numbering: marker,
      rule: isQuoted ? "left" : undefined,
      ...more,
    });
  }

  #block(node: Element, place: Place): string[] {
    // A heading in a note does not become a Word heading, because the document's outline consists only of reports and
    // sections.
    if (HEADING.test(node.tagName)) {
      return [this.paragraph(this.runs(node.children, { bold: true }), place, { keepNext: true })];
    }
    switch (node.tagName) {
      case "p":
        return [this.paragraph(this.runs(node.children, {}), place)];
      case "ul":
      case "ol":
        return this.#list(node, place);
      case "blockquote": {
        const quoted = { ...place, left: place.left + INDENT, isQuoted: true, marker: undefined };
        return [...this.#markerAlone(place), ...this.blocks(node.children, quoted)];
      }
      case "pre":
        return [this.paragraph(run(textOf(node).replace(/\n$/u, ""), { isCode: true }), place, { isCode: true })];
      case "table":
        return [...this.#markerAlone(place), ...this.#table(node, place)];
      case "hr":
        return [...this.#markerAlone(place), paragraph("", { rule: "bottom", spacing: { after: GAP } })];
      default:
        return this.blocks(node.children, place);
    }
  }

  #list({ tagName, properties, children }: Element, place: Place): string[] {
    const level = Math.min(place.depth, LEVELS - 1);
    const list = this.#document.list(level, tagName === "ol" ? Number(properties.start ?? 1) : null);
    const before = this.#markerAlone(place);
    const items = children.filter((child) => child.type === "element");
    const blocks = items.flatMap((item) => {
      const own: Place = { ...place, left: place.left + INDENT, depth: place.depth + 1, marker: { list, level } };
      const content = this.blocks(item.children, own);
      return [...content, ...this.#markerAlone(own)];
    });
    return [...before, ...blocks];
  }

  /** A paragraph for the bullet alone. It is needed if an item begins with a block that cannot have a bullet. */
  #markerAlone(place: Place): string[] {
    return place.marker ? [this.paragraph("", place)] : [];
  }

  #table(node: Element, { left }: Place): string[] {
    const rows = rowsOf(node).map((row) => {
      const cells = row.children.filter((child) => child.type === "element");
      return { isHead: cells.some(({ tagName }) => tagName === "th"), cells: cells.map((cell) => this.#cell(cell)) };
    });
    // If there were no paragraph between two tables, Word would merge them.
    return rows.length > 0 ? [table(rows, left), paragraph("", { spacing: { after: 0 } })] : [];
  }

  #cell({ tagName, properties: { align }, children }: Element): string {
    const alignment = align === "center" || align === "right" ? align : undefined;
    return paragraph(this.runs(children, tagName === "th" ? { bold: true } : {}), { alignment });
  }

  runs(nodes: readonly ElementContent[], format: RunFormat): string {
    return nodes
      .map((node) => {
        if (node.type === "text") return run(node.value.replace(/\n[ \t]*/gu, " "), format);
        return node.type === "element" ? this.#elementRuns(node, format) : "";
      })
      .join("");
  }

  #elementRuns({ tagName, properties, children }: Element, format: RunFormat): string {
    switch (tagName) {
      case "strong":
        return this.runs(children, { ...format, bold: true });
      case "em":
        return this.runs(children, { ...format, italics: true });
      case "s":
      case "del":
        return this.runs(children, { ...format, strike: true });
      case "sup":
        return this.runs(children, { ...format, position: "superscript" });
      case "sub":
        return this.runs(children, { ...format, position: "subscript" });
      case "code":
        return this.runs(children, { ...format, isCode: true });
      case "br":
        return run("\n");
      case "input":
        return run(properties.checked ? "☑" : "☐", format);
      case "img": {
        const value = String(properties.alt || properties.src || "");
        return this.#link(String(properties.src ?? ""), [{ type: "text", value }], format);
      }
      case "a":
        // Links from footnotes back to the text are useless on paper.
        if (properties.dataFootnoteBackref !== undefined) return "";
        return this.#link(String(properties.href ?? ""), children, format);
      default:
        return this.runs(children, format);
    }
  }

  /** A hyperlink, provided that its target is outside the note. */
  #link(href: string, children: readonly ElementContent[], format: RunFormat): string {
    // Word refuses to open a document with an invalid URL.
    if (!/^(?:https?|mailto):/u.test(href) || !URL.canParse(href)) return this.runs(children, format);
    return this.#document.link(new URL(href).href, this.runs(children, { ...format, isLink: true }));
  }
}

function rowsOf(node: Element): Element[] {
  const children = node.children.filter((child) => child.type === "element");
  return children.flatMap((child) => (child.tagName === "tr" ? [child] : rowsOf(child)));
}

function textOf(node: ElementContent): string {
  if (node.type === "text") return node.value;
  return node.type === "element" ? node.children.map(textOf).join("") : "";
}
