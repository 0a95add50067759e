import type {
  FootnoteDefinition,
  Heading,
  ListItem,
  Nodes,
  Paragraph,
  Parents,
  PhrasingContent,
  Root,
  TableRow,
} from "mdast";
import { isOnlyComments, readHtml } from "../../report/comments";
import { inlineText } from "../../report/inline-text";
import { isOnlyPictures, visibleIn } from "../../report/pictures";
import { type RunContext, readRun } from "../../report/runs";
import { collapsed } from "./excerpts";

/** The node of a block of text. `parseReport` splits a report into the same blocks. */
type UnitNode = Heading | Paragraph | ListItem | TableRow | FootnoteDefinition | Extract<Nodes, { type: "code" }>;

/** A block of text in a Markdown tree. */
export interface Unit {
  /**
   * Headings, paragraphs and captions form one class, because the same block may be read as a different kind in another
   * edition.
   */
  class: "text" | "list-item" | "table-row" | "footnote";
  node: UnitNode;
  parent: Parents;
  /** The text of the block, with whitespace collapsed to single spaces. */
  text: string;
  /** The page on which the block begins; null if unknown, and for footnotes. */
  page: number | null;
  /**
   * The blocks from which this one was made, identified by their indexes in the tree as originally read. Notes are
   * identified by their labels.
   */
  origins: (number | string)[];
}

const CONTEXT: RunContext = { definitions: new Map(), onPage: () => {}, onReference: () => 1 };

/** The text of phrasing content as it appears in the report, with whitespace collapsed to single spaces. */
export function textOf(parts: readonly (readonly PhrasingContent[])[]): string {
  return collapsed(parts.map((part) => inlineText(readRun(part, 0, CONTEXT).inlines)).join(" "));
}

/** The blocks in a tree that have any text, in the order in which `parseReport` reads them, followed by the notes. */
export function unitsOf(root: Root): Unit[] {
  const reader = new UnitReader();
  reader.flow(root);
  return [...reader.body.map((unit, index) => ({ ...unit, origins: [index] })), ...reader.notes];
}

class UnitReader {
  readonly body: Unit[] = [];
  readonly notes: Unit[] = [];
  #page: number | null = null;

  flow(parent: Parents, from = 0): void {
    for (const node of parent.children.slice(from)) this.#node(node, parent);
  }

  #node(node: Nodes, parent: Parents): void {
    switch (node.type) {
      case "heading":
      case "code":
        this.#add("text", node, parent, [phrasingOf(node)]);
        return;
      case "paragraph":
        if (!isFigure(node)) this.#add("text", node, parent, [node.children]);
        return;
      case "html":
        this.#turn(node.value);
        return;
      case "list":
        for (const item of node.children) {
          const leading = leadingOf(item);
          this.#add(
            "list-item",
            item,
            node,
            leading.map((child) => child.children),
          );
          this.flow(item, leading.length);
        }
        return;
      case "table":
        for (const row of node.children)
          this.#add(
            "table-row",
            row,
            node,
            row.children.map((cell) => cell.children),
          );
        return;
      case "blockquote":
        this.flow(node);
        return;
      case "footnoteDefinition": {
        const text = textOf(paragraphsIn(node).map((child) => child.children));
        const unit: Unit = { class: "footnote", node, parent, text, page: null, origins: [node.identifier] };
        if (text !== "") this.notes.push(unit);
        return;
      }
      default:
    }
  }

  #add(kind: Unit["class"], node: UnitNode, parent: Parents, parts: readonly (readonly PhrasingContent[])[]): void {
    const text = textOf(parts);
    const leaves = parts.flatMap((part) => [...leavesOf(part)]);
    const start = leaves.findIndex((leaf) => leafText(leaf).trim() !== "");
    const turns = (some: readonly Nodes[]) => {
      for (const leaf of some) if (leaf.type === "html") this.#turn(leaf.value);
    };
    turns(start < 0 ? leaves : leaves.slice(0, start));
    if (text !== "") this.body.push({ class: kind, node, parent, text, page: this.#page, origins: [] });
    if (start >= 0) turns(leaves.slice(start));
  }

  #turn(html: string): void {
    for (const part of readHtml(html)) if (typeof part !== "string") this.#page = part.page;
  }
}

/** The leaf nodes of phrasing content, in order. */
export function* leavesOf(nodes: readonly Nodes[]): Generator<Nodes> {
  for (const node of nodes) {
    if ("children" in node) yield* leavesOf(node.children);
    else yield node;
  }
}

/** The text that a leaf adds to the report. */
export function leafText(leaf: Nodes): string {
  switch (leaf.type) {
    case "text":
    case "inlineCode":
      return leaf.value;
    case "break":
      return "\n";
    case "html":
      return readHtml(leaf.value)
        .filter((part) => typeof part === "string")
        .join("");
    default:
      return "";
  }
}

/** The paragraphs at the start of a list item. Together, they form its block. */
export function leadingOf(item: ListItem): Paragraph[] {
  const other = item.children.findIndex((child) => child.type !== "paragraph" || isOnlyPictures(child));
  return (other < 0 ? item.children : item.children.slice(0, other)) as Paragraph[];
}

export function paragraphsIn(note: FootnoteDefinition): Paragraph[] {
  return note.children.filter((child) => child.type === "paragraph");
}

/** Whether a node only marks the start of a page. */
export const isTurn = (node: Nodes): boolean => node.type === "html" && isOnlyComments(node.value);

const phrasingOf = (node: Heading | Extract<Nodes, { type: "code" }>): PhrasingContent[] =>
  node.type === "code" ? [{ type: "inlineCode", value: node.value }] : node.children;

/** The figures of a text that aren't part of a list or a quotation. */
export function figuresOf(root: Root): Paragraph[] {
  return root.children.filter((node) => node.type === "paragraph" && isFigure(node)) as Paragraph[];
}

/** A paragraph that consists only of an image is a figure, which has no text. */
function isFigure(node: Paragraph): boolean {
  const visible = visibleIn(node);
  return (visible.length === 1 && visible[0]!.type === "image") || isOnlyPictures(node);
}
