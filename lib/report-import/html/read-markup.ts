import { CAPTION_LABEL } from "../../report/labels";
import type { PictureCollector, PictureSource } from "../pictures/collector";
import { childrenOf, descendantsOf, type Element, textOf } from "../structured/element";
import { formulaText } from "../structured/formula";
import { scripted, tidy } from "../structured/inline";
import { inlinesOf, isBold } from "../structured/inlines-of";
import { lengthIn } from "../structured/length";
import {
  type Cell,
  contentsOf,
  type Inline,
  plainText,
  type Role,
  type Row,
  type SourceBlock,
  type Style,
} from "../structured/model";
import { isHidden, isOfType, purposeOf } from "./attributes";
import { isAround, NO_TEXT } from "./content";
import { type FoundNote, type FoundNotes, labelOf } from "./notes";

/** Input from the whole document. */
export interface MarkupContext {
  notes: FoundNotes;
  /** Whether to leave out page boilerplate. */
  isPage: boolean;
  /** Printed page numbers, by the element at which the page begins. */
  pages: ReadonlyMap<Element, number>;
  collector: PictureCollector;
  /** The picture that an `img` or `image` element refers to; undefined if it isn't in the file. */
  picture(image: Element): PictureSource | undefined;
}

const INLINE = new Set(
  "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark math mo mi mn mrow msup msub mfrac q ruby rb rt rp s samp small span strike strong sub sup time tt u var wbr br nobr".split(
    " ",
  ),
);
const HEADING = /^h([1-6])$/u;
const HTML_PAGE = /[\s_-](?:pagenum(?:ber)?|page-?(?:number|break)|pb|doc-pagebreak|pagebreak)[\s_-]/iu;
const CAPTION_CLASS = /[\s_-](?:caption|figcaption|wp-caption-text)[\s_-]/iu;
const AUTHOR_CLASS = /\s(?:byline|authors?|article-author|post-author|doc-author)\s/iu;
const DATE_CLASS = /\s(?:date|pubdate|published|post-date|article-date)\s/iu;
const SUBTITLE_CLASS = /\s(?:subtitle|sub-title)\s/iu;
const TITLE_CLASS = /\stitle\s/iu;
const SHORT = 300;

/** Reads the content of an element as blocks. */
export function readMarkup(root: Element, context: MarkupContext): SourceBlock[] {
  const reader = new MarkupReader(context);
  reader.children(root, {});
  return reader.finish();
}

/** Reads the content of a note, without its back links or its number. */
export function readNote({ container, more, label }: FoundNote, context: MarkupContext): SourceBlock[] {
  const reader = new MarkupReader(context);
  for (const element of [container, ...more]) {
    reader.flush();
    reader.children(element, {});
  }
  const blocks = reader.finish();
  for (const content of contentsOf(blocks)) {
    if (plainText(content) === "") continue;
    cutLabel(content, label);
    break;
  }
  return blocks;
}

/** Characters that can remain at the start of a note: brackets and full stops around its number, or an arrow. */
const LEFTOVER = /^\s*(?:\[\s*\]|\(\s*\)|[\])^↑:]+)?\s*(?:\.(?=\s))?\s*/u;

/** Removes the number from the start of a note. */
function cutLabel(content: Inline[], label: string): void {
  const first = content.find((inline) => inline.type === "text" && inline.value.trim() !== "");
  if (first?.type !== "text") return;
  const text = first.value.replace(LEFTOVER, "");
  const start = /^[[(]?([\d*†‡§¶#]{1,4}|\p{L}{1,6})[\])]?[.:)]?(?:\s+|(?=\p{Lu})|$)/u.exec(text);
  const own = labelOf(label);
  const isOwn = start !== null && (labelOf(start[1]!) === own || (own === "" && /^\d+$/u.test(start[1]!)));
  first.value = isOwn ? text.slice(start[0].length).replace(LEFTOVER, "") : text;
}

class MarkupReader {
  readonly #blocks: SourceBlock[] = [];
  #pending: Inline[] = [];

  constructor(private readonly context: MarkupContext) {}

  finish(): SourceBlock[] {
    this.flush();
    return this.#blocks;
  }

  /** Ends the current paragraph. */
  flush(role?: Role): void {
    if (this.#pending.length > 0)
      this.#blocks.push({ type: "paragraph", content: this.#pending, ...(role && { role }) });
    this.#pending = [];
  }

  children(element: Element, style: Style): void {
    for (const child of element.children) {
      if (typeof child === "string") this.#text(child, style);
      else this.#element(child, style);
    }
  }

  #text(value: string, style: Style): void {
    if (value !== "") this.#pending.push({ type: "text", value: value.normalize("NFC"), ...style });
  }

  #element(element: Element, style: Style): void {
    const { notes, pages, isPage } = this.context;
    const page = pages.get(element) ?? pageOf(element);
    if (page !== undefined) {
      this.#pending.push({ type: "page", page, certain: true });
      if (pages.get(element) === undefined || isOfType(element, /^(?:doc-)?pagebreak$/u)) return;
    }
    const note = notes.markers.get(element);
    if (note !== undefined) {
      this.#pending.push({ type: "note", note });
      return;
    }
    if (notes.taken.has(element) || notes.backLinks.has(element) || isUnread(element)) return;
    if (element.name === "svg") {
      this.#drawing(element);
      return;
    }
    if (isPage && isAround(element)) return;
    if (INLINE.has(element.name)) this.#inline(element, style);
    else this.#block(element, style);
  }

  #inline(element: Element, style: Style): void {
    const { name, attributes } = element;
    switch (name) {
      case "br":
        this.#pending.push({ type: "break" });
        return;
      case "img":
        this.#image(element);
        return;
      case "math":
        this.#text(attributes.alttext ?? formulaText(element), style);
        return;
      case "rt":
      case "rp":
        return;
      case "wbr":
        return;
      case "sup":
      case "sub": {
        const text = textOf(element).trim();
        const isPlain = childrenOf(element).length === 0 && /^[\d+−-]+$/u.test(text);
        if (isPlain) this.#text(scripted(text, name === "sup" ? "super" : "sub"), style);
        else this.children(element, style);
        return;
      }
      case "q":
        this.#text("“", style);
        this.children(element, style);
        this.#text("”", style);
        return;
      default:
        this.children(element, styleOf(element, style));
    }
  }

  #image(element: Element): void {
    const { attributes } = element;
    const alt = (attributes.alt ?? attributes["aria-label"] ?? "").replace(/\s+/gu, " ").trim();
    const isTiny = ["width", "height"].some((key) => /^[0-3](?:px)?$/u.test(attributes[key] ?? ""));
    if (isTiny || attributes.role === "presentation") return;
    const { collector } = this.context;
    const source = this.context.picture(element);
    const picture = collector.addFirst(source ? [source] : [], lengthIn(attributes.width));
    this.#pending.push({ type: "image", alt, ...(picture && { picture }) });
  }

  /** A drawing in the text. Only a picture inside it can be shown. */
  #drawing(element: Element): void {
    for (const inner of descendantsOf(element)) if (inner.name === "image") this.#image(inner);
  }

  #block(element: Element, style: Style): void {
    const { name } = element;
    this.flush();
    const level =
      HEADING.exec(name)?.[1] ??
      (element.attributes.role === "heading" ? (element.attributes["aria-level"] ?? "2") : undefined);
    if (level !== undefined) {
      const content = tidy(this.#inlinesIn(element, {}));
      if (TITLE_CLASS.test(purposeOf(element)) && plainText(content) !== "")
        this.#blocks.push({ type: "paragraph", content, role: "title" });
      else this.#blocks.push({ type: "heading", level: Number(level), content });
      return;
    }
    switch (name) {
      case "ul":
      case "ol":
      case "menu":
      case "dir":
        this.#list(element);
        return;
      case "table":
        this.#table(element);
        return;
      case "blockquote":
        this.#blocks.push({ type: "quote", blocks: this.#blocksIn(element, style) });
        return;
      case "pre":
      case "listing":
      case "xmp":
        this.#preformatted(element);
        return;
      case "hr":
        this.#blocks.push({ type: "rule" });
        return;
      case "figure":
        this.#figure(element);
        return;
      case "dt":
        this.children(element, { ...style, bold: true });
        this.flush();
        return;
      case "caption":
      case "figcaption":
        this.children(element, style);
        this.flush("caption");
        return;
      default:
        this.children(element, styleOf(element, style));
        this.flush(this.#roleOf(element));
    }
  }

  #roleOf(element: Element): Role | undefined {
    if (this.#pending.length === 0) return undefined;
    const text = plainText(this.#pending);
    if (text.length > SHORT) return undefined;
    const { itemprop = "", rel = "" } = element.attributes;
    const purpose = ` ${element.attributes.class ?? ""} ${itemprop} ${rel} `;
    if (CAPTION_CLASS.test(purpose)) return "caption";
    if (AUTHOR_CLASS.test(purpose)) return "authors";
    if (SUBTITLE_CLASS.test(purpose)) return "subtitle";
    if (DATE_CLASS.test(purpose)) return "date";
    return TITLE_CLASS.test(purpose) && element.name === "p" ? "title" : undefined;
  }

  #blocksIn(element: Element, style: Style): SourceBlock[] {
    const reader = new MarkupReader(this.context);
    reader.children(element, style);
    return reader.finish();
  }

  /** The whole content of an element, as inlines. */
  #inlinesIn(element: Element, style: Style): Inline[] {
    return inlinesOf(this.#blocksIn(element, style));
  }

  #list(element: Element): void {
    const items: SourceBlock[][] = [];
    for (const child of childrenOf(element)) {
      if (this.context.notes.taken.has(child) || isUnread(child)) continue;
      if (child.name === "li") items.push(this.#blocksIn(child, {}));
      // Some programs write a nested list next to its item rather than inside it.
      else (items.at(-1) ?? items[items.push([]) - 1]!).push(...this.#blocksOfChild(child));
    }
    const start = Number.parseInt(element.attributes.start ?? "1", 10);
    const ordered = element.name === "ol";
    this.#blocks.push({ type: "list", ordered, start: Number.isInteger(start) && start >= 0 ? start : 1, items });
  }

  #blocksOfChild(element: Element): SourceBlock[] {
    const reader = new MarkupReader(this.context);
    reader.#element(element, {});
    return reader.finish();
  }

  #table(element: Element): void {
    const rows = rowsOf(element);
    const cells = rows.flatMap((row) => cellsOf(row));
    if (isLayout(element, rows, cells)) {
      for (const cell of cells) for (const block of this.#blocksIn(cell, {})) this.#blocks.push(block);
      return;
    }
    const caption = childrenOf(element).find(({ name }) => name === "caption");
    if (caption) this.#blocks.push({ type: "paragraph", content: this.#inlinesIn(caption, {}), role: "caption" });
    const read = rows
      .filter((row) => !this.context.notes.taken.has(row))
      .map((row): Row => {
        const own = cellsOf(row);
        return {
          isHeader: own.length > 0 && (row.parent?.name === "thead" || own.every(({ name }) => name === "th")),
          cells: own.map((cell) => this.#cell(cell)),
        };
      });
    const [first] = read;
    if (first && !first.isHeader)
      first.isHeader = first.cells.length > 1 && first.cells.every(({ content }) => isBold(content));
    this.#blocks.push({ type: "table", rows: read });
  }

  #cell(element: Element): Cell {
    const span = (name: string) => {
      const value = Number.parseInt(element.attributes[name] ?? "1", 10);
      return Number.isInteger(value) && value > 0 ? Math.min(value, 1000) : 1;
    };
    const content = this.context.notes.taken.has(element) ? [] : tidy(this.#inlinesIn(element, {}));
    return { content, columns: span("colspan"), rows: span("rowspan") };
  }

  #preformatted(element: Element): void {
    const value = textOf(element).replace(/^\n|\s+$/gu, "");
    const isPlain = [...descendantsOf(element)].every((inner) => !this.context.notes.markers.has(inner));
    if (isPlain) this.#blocks.push({ type: "code", value: value.normalize("NFC") });
    else {
      this.children(element, {});
      this.flush();
    }
  }

  /** Images with their captions. */
  #figure(element: Element): void {
    const blocks = this.#blocksIn(element, {});
    const isCaption = (block: SourceBlock) => block.type === "paragraph" && block.role === "caption";
    const hasPicture = [...descendantsOf(element)].some(({ name }) =>
      ["img", "svg", "picture", "canvas", "object", "video"].includes(name),
    );
    const others = blocks.filter((block) => !isCaption(block));
    const hasOther = others.some((block) => block.type !== "paragraph" || plainText(block.content) !== "");
    const captions = blocks.filter(isCaption);
    const text = captions.map((block) => ("content" in block ? plainText(block.content) : "")).join(" ");
    if (hasPicture && !hasOther) {
      const images = others.flatMap((block) =>
        "content" in block ? block.content.filter((inline) => inline.type === "image") : [],
      );
      if (images.length === 0) {
        this.context.collector.addDrawn();
        images.push({ type: "image", alt: "" });
      }
      const figures = images.map(({ alt, ...image }): SourceBlock => {
        return { ...image, type: "figure", alt: alt === text ? "" : alt };
      });
      // A caption shared by several pictures goes above all of them, not only above the last one.
      const isAbove = figures.length > 1 && CAPTION_LABEL.test(text);
      this.#blocks.push(...(isAbove ? [...captions, ...figures] : [...figures, ...captions]));
    } else if (CAPTION_LABEL.test(text)) this.#blocks.push(...captions, ...others);
    else this.#blocks.push(...blocks);
  }
}

function isUnread(element: Element): boolean {
  return (NO_TEXT.has(element.name) && element.name !== "svg") || isHidden(element);
}

/** The number of the printed page that begins at an element. */
function pageOf(element: Element): number | undefined {
  const { attributes } = element;
  const isBreak = isOfType(element, /^(?:doc-)?pagebreak$/u);
  if (!isBreak && !(["span", "a", "div", "p"].includes(element.name) && HTML_PAGE.test(` ${attributes.class ?? ""} `)))
    return undefined;
  const text = textOf(element).slice(0, 40);
  for (const value of [attributes.title, attributes["aria-label"], text, isBreak ? attributes.id : undefined]) {
    const number = /(?<![\dA-Za-z])(?:[a-z.\s[_-]*?)(\d{1,6})\D*$/iu.exec((value ?? "").slice(0, 40))?.[1];
    if (number !== undefined) return Number(number);
  }
  return undefined;
}

function styleOf({ name, attributes }: Element, style: Style): Style {
  const own: Style = { ...style };
  const css = attributes.style ?? "";
  if (["b", "strong"].includes(name) || /font-weight\s*:\s*(?:bold|[6-9]00)/iu.test(css)) own.bold = true;
  if (["i", "em", "cite", "dfn", "var"].includes(name) || /font-style\s*:\s*italic/iu.test(css)) own.italic = true;
  if (/font-weight\s*:\s*(?:normal|[1-4]00)/iu.test(css)) delete own.bold;
  if (/font-style\s*:\s*normal/iu.test(css)) delete own.italic;
  if (["s", "strike", "del"].includes(name)) own.strike = true;
  if (["code", "kbd", "samp", "tt"].includes(name)) own.code = true;
  if (name === "a" && attributes.href !== undefined) own.href = attributes.href.trim();
  return own;
}

function rowsOf(table: Element): Element[] {
  return childrenOf(table).flatMap((part) => {
    if (part.name === "tr") return [part];
    return ["thead", "tbody", "tfoot"].includes(part.name) ? childrenOf(part, "tr") : [];
  });
}

function cellsOf(row: Element): Element[] {
  return childrenOf(row).filter(({ name }) => name === "td" || name === "th");
}

/** Whether a table is used only for layout. */
function isLayout({ attributes }: Element, rows: readonly Element[], cells: readonly Element[]): boolean {
  if (attributes.role === "presentation" || attributes.role === "none") return true;
  if (cells.length <= 1) return true;
  if (cells.some(({ name }) => name === "th")) return false;
  const holds = cells.some((cell) =>
    [...descendantsOf(cell)].some(({ name }) => name === "table" || HEADING.test(name)),
  );
  const paragraphs = cells.some((cell) => childrenOf(cell, "p").length > 4);
  return holds || (paragraphs && rows.length <= 3);
}
