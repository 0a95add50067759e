import type {
  FootnoteDefinition,
  List,
  ListItem,
  Nodes,
  PhrasingContent,
  Root,
  RootContent,
  Table,
  TableRow,
} from "mdast";
import { type HeadingDepth, imageOf } from "../document";
import { pageComment } from "../inline";
import type { Place } from "./places";
import type { RichText } from "./rich-text";
import type { PdfBlock, PdfDocument, PdfNote } from "./structure";

/** The deepest Markdown heading is `######`. */
const MAX_DEPTH = 6;

/** A Markdown tree, and the places of the nodes that are blocks. */
interface PlacedTree {
  root: Root;
  places: ReadonlyMap<Nodes, readonly Place[]>;
}

/** Converts a document to a Markdown tree. The title is level 1, so chapters start at level 2. */
export function toTree(document: PdfDocument): PlacedTree {
  return new TreeWriter(document).write();
}

class TreeWriter {
  readonly #children: RootContent[] = [];
  readonly #labels: string[];
  readonly #places = new Map<Nodes, readonly Place[]>();
  /** Index of the current page. */
  #page = -1;

  constructor(private readonly document: PdfDocument) {
    this.#labels = labelsOf(document.notes);
  }

  write(): PlacedTree {
    for (const block of this.document.blocks) this.#add(block);
    for (const [index, note] of this.document.notes.entries()) {
      const label = this.#labels[index]!;
      const paragraph = { type: "paragraph" as const, children: this.#phrasing(note.text) };
      const definition: FootnoteDefinition = {
        type: "footnoteDefinition",
        identifier: label,
        label,
        children: [paragraph],
      };
      this.#push(definition, note.places);
    }
    return { root: { type: "root", children: this.#children }, places: this.#places };
  }

  #push(node: RootContent, places: readonly Place[]): void {
    this.#places.set(node, places);
    this.#children.push(node);
  }

  #add(block: PdfBlock): void {
    // Page breaks inside a table are added row by row, except for the first page break.
    const turn = this.#turn(block.page);
    if (turn) this.#children.push(turn);
    switch (block.type) {
      case "heading": {
        const depth = Math.min(MAX_DEPTH, block.level + 1) as HeadingDepth;
        this.#push({ type: "heading", depth, children: this.#phrasing({ ...block.text, styles: [] }) }, block.places);
        return;
      }
      case "item":
        this.#addItem(block);
        return;
      case "table":
        this.#children.push(this.#table(block));
        return;
      case "figure":
        this.#push({ type: "paragraph", children: [imageOf(block.picture, block.alt, block.words)] }, [block.region]);
        return;
      default:
        this.#push({ type: "paragraph", children: this.#phrasing(block.text) }, block.places);
    }
  }

  /** The page comment, if the text has reached a new page that has a number. */
  #turn(page: number): { type: "html"; value: string } | undefined {
    if (page <= this.#page) return undefined;
    this.#page = page;
    const { folios } = this.document;
    const number = folios ? folios[page] : page + 1;
    if (typeof number !== "number") return undefined;
    return { type: "html", value: pageComment({ page: number, certain: true }) };
  }

  #addItem({ text, number, places }: Extract<PdfBlock, { type: "item" }>): void {
    const children = this.#phrasing(text);
    const item: ListItem = { type: "listItem", spread: false, children: [{ type: "paragraph", children }] };
    this.#places.set(item, places);
    const last = this.#children.at(-1);
    const ordered = number !== undefined;
    const goesOn = last?.type === "list" && last.ordered === ordered && number !== 1;
    if (goesOn) {
      last.children.push(item);
      return;
    }
    const list: List = { type: "list", ordered, ...(ordered && { start: number }), spread: false, children: [item] };
    this.#children.push(list);
  }

  #table({ rows, rowPlaces, hasHeader }: Extract<PdfBlock, { type: "table" }>): Table {
    const columns = Math.max(...rows.map((row) => row.length));
    const written = rows.map((row, index): TableRow => {
      const turn = this.#turn(rowPlaces[index]!.page);
      const cells = row.map((cell, column) => {
        // Styles in header cells are dropped, because header cells are bold anyway.
        const children = this.#phrasing(hasHeader && index === 0 ? { ...cell, styles: [] } : cell);
        return { type: "tableCell" as const, children: column === 0 && turn ? [turn, ...children] : children };
      });
      const node: TableRow = { type: "tableRow", children: cells };
      this.#places.set(node, [rowPlaces[index]!]);
      return node;
    });
    const empty: TableRow = {
      type: "tableRow",
      children: Array.from({ length: columns }, () => ({ type: "tableCell", children: [] })),
    };
    return { type: "table", children: hasHeader ? written : [empty, ...written] };
  }

  #phrasing(text: RichText): PhrasingContent[] {
    const nodes: PhrasingContent[] = [];
    let at = 0;
    for (const { start, end, bold, italic } of text.styles) {
      nodes.push(...this.#plain(text, at, start, at === 0));
      const inner = this.#plain(text, start, end, start === 0 && at === 0);
      const emphasised: PhrasingContent[] = italic ? [{ type: "emphasis", children: inner }] : inner;
      nodes.push(...(bold ? [{ type: "strong" as const, children: emphasised }] : emphasised));
      at = end;
    }
    return [...nodes, ...this.#plain(text, at, text.text.length, at === 0)];
  }

  /**
   * The text between two offsets, with its markers and page breaks. Markers and page breaks at the very start belong to
   * the text before it.
   */
  #plain({ text, markers, turns }: RichText, start: number, end: number, isFirst: boolean): PhrasingContent[] {
    const isInside = ({ at }: { at: number }) => (at > start || (isFirst && at === start)) && at <= end;
    const points = [
      ...markers.filter(isInside).map(({ at, note }) => ({ at, node: this.#reference(note) })),
      ...turns.filter(isInside).map(({ at, page }) => ({ at, node: this.#turn(page) })),
    ].sort((a, b) => a.at - b.at);
    const nodes: PhrasingContent[] = [];
    let from = start;
    for (const { at, node } of points) {
      if (at > from) nodes.push({ type: "text", value: text.slice(from, at) });
      if (node) nodes.push(node);
      from = at;
    }
    if (end > from) nodes.push({ type: "text", value: text.slice(from, end) });
    return nodes;
  }

  #reference(note: number | undefined): PhrasingContent | undefined {
    const label = note === undefined ? undefined : this.#labels[note];
    return label === undefined ? undefined : { type: "footnoteReference", identifier: label, label };
  }
}

/**
 * The labels of notes in the Markdown. These are the notes' own labels if they are unique numbers, or else consecutive
 * numbers.
 */
export function labelsOf(notes: readonly PdfNote[]): string[] {
  const own = notes.map(({ label }) => label);
  const isUsable = new Set(own).size === own.length && own.every((label) => /^\d+$/u.test(label));
  return isUsable ? own : notes.map((_, index) => String(index + 1));
}
