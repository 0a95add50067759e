import { bytesIn } from "../pictures/base64";
import type { PictureCollector, PictureSource } from "../pictures/collector";
import type { Looks } from "../structured/direct-headings";
import { childOf, childrenOf, descendantsOf, type Element, textOf } from "../structured/element";
import { formulaText } from "../structured/formula";
import { scripted, tidy, withoutCommonStyle } from "../structured/inline";
import { inlinesOf, isBold } from "../structured/inlines-of";
import { lengthIn } from "../structured/length";
import {
  type Cell,
  type Inline,
  plainText,
  type Row,
  type SourceBlock,
  type SourceNote,
  type Style,
} from "../structured/model";
import { written } from "../structured/numbers";
import { safelyDecoded } from "../structured/paths";
import { roleOf } from "../structured/style-names";
import type { OdtLook, OdtStyles } from "./styles";

/** State shared by the readers: the input from the whole file, and the content found so far. */
export interface OdtContext {
  styles: OdtStyles;
  notes: Map<string, SourceNote>;
  /** The formatting of paragraphs, which is used to detect headings without a heading style. */
  looks: Map<SourceBlock, Looks>;
  collector: PictureCollector;
  /** The picture at a path in the file. */
  picture(path: string): PictureSource;
  /** The formula in an embedded object; undefined for other objects. */
  formula(object: Element): Element | undefined;
  /** The current page; null if the file contains no page breaks. */
  page: number | null;
  counters: number[];
  /** The next number of each list. */
  lists: Map<string, number>;
}

/** Reads the content of an element as blocks. */
export function readBlocks(root: Element | undefined, context: OdtContext): SourceBlock[] {
  return new TextReader(context, "body").read(root);
}

interface Open {
  content: Inline[];
  boxes: SourceBlock[];
  size?: number;
}

const HEADING_OF_CONTENTS = /^(?:(?:table of )?contents?|содержание|оглавление|мазмұны)\s*:?$/iu;
const INDEX = /^text:(?:table-of-content|illustration-index|table-index|object-index|user-index)$/u;
const FIELD_OF_PAGE = /^text:(?:page-number|page-count|page-continuation|hidden-text)$/u;
const SHAPES = /^draw:(?:custom-shape|rect|ellipse|circle|polygon|path|g|connector|line|caption)$/u;
/** Maximum repeat count. A damaged file can claim that a row or cell is repeated a million times. */
const MAX_REPEATED = 100;
const MAX_HEADING = 300;

class TextReader {
  readonly #blocks: SourceBlock[] = [];

  constructor(
    private readonly context: OdtContext,
    private readonly place: "body" | "note" | "cell",
  ) {}

  read(root: Element | undefined): SourceBlock[] {
    this.#children(root);
    return this.#blocks;
  }

  #children(element: Element | undefined): void {
    for (const child of childrenOf(element)) this.#element(child);
  }

  #element(element: Element): void {
    const { name } = element;
    if (INDEX.test(name)) {
      const last = this.#blocks.at(-1);
      if (last && "content" in last && HEADING_OF_CONTENTS.test(plainText(last.content))) this.#blocks.pop();
      return;
    }
    switch (name) {
      case "text:h":
      case "text:p":
        this.#paragraph(element);
        return;
      case "text:list":
        this.#blocks.push(...this.#list(element, 0, undefined));
        return;
      case "text:numbered-paragraph":
      case "text:section":
      case "text:alphabetical-index":
      case "text:bibliography":
      case "text:index-body":
        this.#children(element);
        return;
      case "table:table":
        this.#table(element);
        return;
      case "text:soft-page-break":
        this.#turn();
        return;
      case "draw:frame":
      case "draw:g":
        this.#loose(element);
        return;
    }
  }

  /** A frame between paragraphs. */
  #loose(element: Element): void {
    const open: Open = { content: [], boxes: [] };
    this.#drawing(element, open);
    if (open.content.length > 0) this.#blocks.push({ type: "paragraph", content: open.content });
    this.#blocks.push(...open.boxes);
  }

  #turn(number?: number): void {
    const page = this.#nextPage(number);
    if (page) this.#blocks.push(page);
  }

  #nextPage(number?: number): Extract<Inline, { type: "page" }> | undefined {
    const { context } = this;
    if (this.place !== "body" || context.page === null) return undefined;
    context.page = number ?? context.page + 1;
    return { type: "page", page: context.page, certain: false };
  }

  #paragraph(element: Element): void {
    const look = this.context.styles.look("paragraph", element.attributes["text:style-name"]);
    const isFirst = this.#blocks.length === 0;
    if ((look.breaksBefore || look.hasPageStyle) && !isFirst) this.#turn(look.pageNumber);
    const open: Open = { content: [], boxes: [] };
    this.#inlines(element, look, styleOf(look), open);
    const text = plainText(open.content);
    const outline = element.name === "text:h" ? Number(element.attributes["text:outline-level"] ?? "1") : undefined;
    const level = outline ?? (look.role === undefined ? look.level : undefined);
    if (level !== undefined && text !== "" && text.length <= MAX_HEADING && look.role !== "title") {
      const label = element.attributes["text:is-list-header"] === "true" ? "" : this.#number(level);
      const plain = withoutCommonStyle(open.content, "bold", "italic");
      const content: Inline[] = label === "" ? plain : [{ type: "text", value: `${label} ` }, ...plain];
      this.#blocks.push({ type: "heading", level, content });
    } else this.#close(open, look, text);
    this.#blocks.push(...open.boxes);
    if (look.breaksAfter) this.#turn();
  }

  #close(open: Open, look: OdtLook, text: string): void {
    const { content } = open;
    const role = roleOf(look.role);
    const shown: SourceBlock = { type: "paragraph", content, ...(role && { role }) };
    if (look.role === "contents" && this.place === "body") return;
    if (look.role === "quote") this.#blocks.push({ type: "quote", blocks: [shown] });
    else if (look.role === "code") this.#code(content);
    else if (content.length > 0) {
      this.#blocks.push(shown);
      if (this.place !== "body" || text === "") return;
      const size = open.size ?? look.size;
      this.context.looks.set(shown, {
        ...(size !== undefined && { size }),
        isBold: isBold(content),
        isItalic: content.every((inline) => inline.type !== "text" || inline.value.trim() === "" || inline.italic),
        isCentred: look.isCentred ?? false,
      });
    }
  }

  #code(content: readonly Inline[]): void {
    const line = content
      .map((inline) => (inline.type === "text" ? inline.value : inline.type === "break" ? "\n" : ""))
      .join("");
    const last = this.#blocks.at(-1);
    if (last?.type === "code") last.value += `\n${line}`;
    else this.#blocks.push({ type: "code", value: line });
  }

  /** The number of a heading, if the file numbers its chapters. */
  #number(level: number): string {
    const { counters, styles } = this.context;
    const own = styles.outline.get(level);
    if (level < 1 || level > 10) return "";
    counters.length = level;
    counters[level - 1] = (counters[level - 1] ?? (own?.start ?? 1) - 1) + 1;
    if (!own) return "";
    const parts: string[] = [];
    for (let at = Math.max(1, level - own.shown + 1); at <= level; at++) {
      const format = styles.outline.get(at)?.format;
      if (format !== undefined) parts.push(written(counters[at - 1] ?? 1, format));
    }
    return `${own.prefix}${parts.join(".")}${own.suffix}`.trim();
  }

  #list(element: Element, level: number, outer: string | undefined): SourceBlock[] {
    const { styles, lists } = this.context;
    const name = element.attributes["text:style-name"] ?? outer;
    const { isOrdered, start } = styles.list(name, level);
    const items: SourceBlock[][] = [];
    const result: SourceBlock[] = [];
    const key = `${name} ${level}`;
    const isContinued =
      element.attributes["text:continue-numbering"] === "true" ||
      element.attributes["text:continue-list"] !== undefined;
    let first = isContinued ? (lists.get(key) ?? start) : start;
    const flush = () => {
      if (items.length > 0) result.push({ type: "list", ordered: isOrdered, start: first, items: [...items] });
      first += items.length;
      items.length = 0;
    };
    for (const child of childrenOf(element)) {
      if (child.name !== "text:list-item" && child.name !== "text:list-header") {
        if (child.name === "text:soft-page-break") this.#turn();
        continue;
      }
      const blocks = this.#item(child, level, name);
      // Numbered headings are stored as lists of headings.
      if (blocks.some(({ type }) => type === "heading")) {
        flush();
        result.push(...blocks);
        continue;
      }
      const value = Number.parseInt(child.attributes["text:start-value"] ?? "", 10);
      if (value >= 0) {
        flush();
        first = value;
      }
      if (blocks.length > 0) items.push(blocks);
    }
    flush();
    lists.set(key, first);
    return result;
  }

  #item(item: Element, level: number, name: string | undefined): SourceBlock[] {
    const reader = new TextReader(this.context, this.place);
    for (const child of childrenOf(item)) {
      if (child.name === "text:list") reader.#blocks.push(...reader.#list(child, level + 1, name));
      else reader.#element(child);
    }
    return reader.#blocks;
  }

  #inlines(element: Element, look: OdtLook, style: Style, open: Open): void {
    for (const child of element.children) {
      if (typeof child === "string") this.#text(child, look, style, open);
      else this.#inline(child, look, style, open);
    }
  }

  #text(value: string, look: OdtLook, style: Style, open: Open): void {
    if (look.isHidden || value === "") return;
    if (value.trim() !== "" && look.size !== undefined) open.size = look.size;
    const trimmed = value.trim();
    const isScripted = look.script && /^[\d+−-]+$/u.test(trimmed);
    const shown = isScripted ? scripted(trimmed, look.script!) : value;
    open.content.push({ type: "text", value: shown.normalize("NFC"), ...style });
  }

  #inline(element: Element, look: OdtLook, style: Style, open: Open): void {
    const { name, attributes } = element;
    if (FIELD_OF_PAGE.test(name)) return;
    if (name === "draw:frame" || SHAPES.test(name)) {
      this.#drawing(element, open);
      return;
    }
    switch (name) {
      case "text:span": {
        const own = { ...look, ...this.context.styles.look("text", attributes["text:style-name"]) };
        this.#inlines(element, own, { ...styleOf(own), ...(style.href && { href: style.href }) }, open);
        return;
      }
      case "text:a":
        this.#inlines(element, look, { ...style, href: attributes["xlink:href"] ?? "" }, open);
        return;
      case "text:s": {
        const count = repeatedIn(element, "text:c");
        open.content.push({ type: "text", value: " ".repeat(count), ...style });
        return;
      }
      case "text:tab":
        open.content.push({ type: "text", value: " ", ...style });
        return;
      case "text:line-break":
        open.content.push({ type: "break" });
        return;
      case "text:note":
        this.#note(element, open);
        return;
      case "text:soft-page-break": {
        const page = this.#nextPage();
        if (page) open.content.push(page);
        return;
      }
      case "office:annotation":
      case "office:annotation-end":
      case "text:tracked-changes":
      case "text:ruby-text":
      case "text:note-citation":
        return;
      default:
        this.#inlines(element, look, style, open);
    }
  }

  #note(element: Element, open: Open): void {
    const key = `${this.context.notes.size + 1}`;
    const label = textOf(childOf(element, "text:note-citation")).trim();
    const note: SourceNote = { blocks: [], ...(label && { label }) };
    // The note is added before its content is read, so that any notes inside it come after it.
    this.context.notes.set(key, note);
    note.blocks = new TextReader(this.context, "note").read(childOf(element, "text:note-body"));
    open.content.push({ type: "note", note: key });
  }

  #drawing(element: Element, open: Open): void {
    const inner = [...childrenOf(element)];
    const text = (name: string) =>
      textOf(inner.find((child) => child.name === name))
        .replace(/\s+/gu, " ")
        .trim();
    const alt = text("svg:desc") || text("svg:title");
    const box = inner.find(({ name }) => name === "draw:text-box");
    const object = inner.find(({ name }) => name === "draw:object");
    const formula = object && this.context.formula(object);
    if (formula) open.content.push({ type: "text", value: formulaText(formula) });
    else if (box) open.boxes.push(...new TextReader(this.context, "cell").read(box));
    else if (inner.some(({ name }) => name === "draw:image" || name === "draw:object" || name === "draw:object-ole")) {
      const { collector } = this.context;
      const sources = inner.flatMap((child) => (child.name === "draw:image" ? [this.#picture(child)] : []));
      const width = lengthIn(element.attributes["svg:width"]);
      const picture = sources.length === 0 ? collector.addDrawn() : collector.addFirst(sources, width);
      open.content.push({ type: "image", alt, ...(picture && { picture }) });
    } else {
      for (const child of inner) if (child.name.startsWith("draw:")) this.#drawing(child, open);
      open.boxes.push(
        ...new TextReader(this.context, "cell").read({
          ...element,
          children: inner.filter(({ name }) => name.startsWith("text:")),
        }),
      );
    }
  }

  /** A picture. Its data is usually a separate part of the file, but is sometimes embedded in the text. */
  #picture(image: Element): PictureSource {
    const data = childOf(image, "office:binary-data");
    if (data) return { key: textOf(data), read: () => bytesIn(textOf(data)) };
    return this.context.picture(safelyDecoded(image.attributes["xlink:href"] ?? "").replace(/^\.\//u, ""));
  }

  #table(element: Element): void {
    const rows: Row[] = [];
    /** Whether the file has an empty cell for each position covered by a merged cell. */
    let isWrittenOut = false;
    const visit = (parent: Element, isHeader: boolean) => {
      for (const child of childrenOf(parent)) {
        if (child.name === "table:table-row") rows.push(...this.#row(child, isHeader, isWrittenOut));
        else if (child.name === "text:soft-page-break") this.#turn();
        else if (/^table:table-(?:header-rows|rows|row-group)$/u.test(child.name)) {
          visit(child, isHeader || child.name === "table:table-header-rows");
        }
      }
    };
    const title = childOf(element, "table:title");
    if (title)
      this.#blocks.push({ type: "paragraph", role: "caption", content: [{ type: "text", value: textOf(title) }] });
    const [only, ...others] = [...descendantsOf(element)].filter(({ name }) => name === "table:table-cell");
    // A table with a single cell is a frame around text.
    if (only && others.length === 0) {
      this.#children(only);
      return;
    }
    isWrittenOut = [...descendantsOf(element)].some(({ name }) => name === "table:covered-table-cell");
    visit(element, false);
    const [first] = rows;
    const texts = first?.cells.filter(({ content }) => plainText(content) !== "") ?? [];
    if (first && !first.isHeader) first.isHeader = texts.length > 1 && texts.every(({ content }) => isBold(content));
    this.#blocks.push({ type: "table", rows });
  }

  #row(row: Element, isHeader: boolean, isWrittenOut: boolean): Row[] {
    const cells = childrenOf(row).flatMap((cell): Cell[] => {
      const isCovered = cell.name === "table:covered-table-cell";
      if (!isCovered && cell.name !== "table:table-cell") return [];
      const content = isCovered ? [] : tidy(inlinesOf(new TextReader(this.context, "cell").read(cell)));
      const span = (name: string) => (isWrittenOut ? 1 : repeatedIn(cell, name));
      const columns = span("table:number-columns-spanned");
      const rows = span("table:number-rows-spanned");
      return Array.from({ length: repeatedIn(cell, "table:number-columns-repeated") }, () => ({
        content,
        columns,
        rows,
      }));
    });
    return Array.from({ length: repeatedIn(row, "table:number-rows-repeated") }, () => ({ isHeader, cells }));
  }
}

function repeatedIn({ attributes }: Element, name: string): number {
  const value = Number.parseInt(attributes[name] ?? "1", 10);
  return Number.isInteger(value) && value > 0 ? Math.min(value, MAX_REPEATED) : 1;
}

function styleOf({ bold, italic, strike }: OdtLook): Style {
  return { ...(bold && { bold }), ...(italic && { italic }), ...(strike && { strike }) };
}
