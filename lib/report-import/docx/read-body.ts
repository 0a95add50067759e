import type { PictureCollector, PictureSource } from "../pictures/collector";
import type { Looks } from "../structured/direct-headings";
import { childOf, childrenOf, type Element, textOf } from "../structured/element";
import { formulaText } from "../structured/formula";
import { scripted, tidy, withoutCommonStyle } from "../structured/inline";
import { inlinesOf, isBold } from "../structured/inlines-of";
import { type ListedItem, nestedLists } from "../structured/lists";
import { type Cell, type Inline, plainText, type Row, type SourceBlock, type Style } from "../structured/model";
import { roleOf } from "../structured/style-names";
import { Fields, isDropped, linked } from "./fields";
import {
  alternative,
  cellsOf,
  codeOf,
  isContents,
  isGraphic,
  relationOf,
  rowsOf,
  shownWidth,
  symbolOf,
} from "./markup";
import type { Numbering } from "./numbering";
import { isOn, numberIn } from "./parts";
import { merged, type ParagraphLook, paragraphLook, type RunLook, runLook, type Styles } from "./styles";

/** State shared by the readers: the input from the whole file, and the content found so far. */
export interface WordContext {
  styles: Styles;
  numbering: Numbering;
  links: ReadonlyMap<string, string>;
  pictures: ReadonlyMap<string, PictureSource>;
  collector: PictureCollector;
  /** The formatting of paragraphs, which is used to detect headings without a heading style. */
  looks: Map<SourceBlock, Looks>;
  insertions: number;
  deletions: number;
  /** Whether the file contains the page breaks of its last layout. */
  hasPages: boolean;
  page: number;
}

const HEADING_OF_CONTENTS = /^(?:(?:table of )?contents?|содержание|оглавление|мазмұны)\s*:?$/iu;
const BULLET = /^[•▪●◦‣·]\s+/u;
const MAX_HEADING = 300;

/** Reads the body of one part of a Word file, which is the document or a note. */
export function readBody(root: Element | undefined, part: string, context: WordContext): SourceBlock[] {
  return new BodyReader(part, context).read(root);
}

interface Open {
  content: Inline[];
  /** Blocks from text boxes that are anchored in the paragraph. */
  boxes: SourceBlock[];
}

class BodyReader {
  readonly #blocks: SourceBlock[] = [];
  #items: ListedItem[] = [];
  readonly #fields = new Fields();
  /** The content of a paragraph whose end mark was deleted. It is merged into the next paragraph. */
  #carried: Inline[] = [];
  #isInCell = false;

  constructor(
    private readonly part: string,
    private readonly context: WordContext,
  ) {}

  read(root: Element | undefined): SourceBlock[] {
    this.#children(root);
    if (this.#carried.length > 0) this.#push({ type: "paragraph", content: this.#carried });
    this.#closeList();
    return this.#blocks;
  }

  #push(...blocks: SourceBlock[]): void {
    this.#append(blocks);
  }

  #append(blocks: readonly SourceBlock[]): void {
    this.#closeList();
    for (const block of blocks) this.#blocks.push(block);
  }

  #closeList(): void {
    if (this.#items.length === 0) return;
    const items = this.#items;
    this.#items = [];
    this.#blocks.push(...nestedLists(items));
  }

  #children(element: Element | undefined): void {
    for (const child of childrenOf(element)) {
      switch (child.name) {
        case "w:p":
          this.#paragraph(child);
          break;
        case "w:tbl":
          this.#table(child);
          break;
        case "w:sdt":
          if (!isContents(child)) this.#children(childOf(child, "w:sdtContent"));
          else this.#dropHeadingOfContents();
          break;
        case "w:ins":
        case "w:moveTo":
          this.context.insertions++;
          this.#children(child);
          break;
        case "w:customXml":
        case "w:smartTag":
          this.#children(child);
          break;
        case "mc:AlternateContent":
          this.#children(alternative(child));
          break;
      }
    }
  }

  #paragraph(element: Element): void {
    const properties = childOf(element, "w:pPr");
    const direct = paragraphLook(properties);
    const look = merged(this.context.styles.paragraph(childOf(properties, "w:pStyle")?.attributes["w:val"]), direct);
    const wasContents = this.#fields.isInContents;
    const open: Open = { content: this.#carried, boxes: [] };
    this.#carried = [];
    this.#inlines(element, look, {}, open);
    if (childOf(childOf(properties, "w:rPr"), "w:del")) {
      this.#carried = open.content;
      return;
    }
    const isContents = wasContents || this.#fields.isInContents;
    if (isContents && !wasContents) this.#dropHeadingOfContents();
    if (look.role !== "contents") this.#close(open, look);
    if (open.boxes.length > 0) this.#append(open.boxes);
  }

  #close({ content }: Open, look: ParagraphLook): void {
    const text = plainText(content);
    const { level = 0, role } = look;
    const counted = this.#count(look, text);
    if (level > 0 && text !== "" && text.length <= MAX_HEADING && role === undefined) {
      const label = counted?.label ?? "";
      const plain = withoutCommonStyle(content, "bold", "italic");
      const numbered: Inline[] = label === "" ? plain : [{ type: "text", value: `${label} ` }, ...plain];
      this.#push({ type: "heading", level, content: numbered });
      return;
    }
    if (counted?.isContinuation && role !== "title" && this.#items.length > 0) {
      this.#items.at(-1)!.blocks.push({ type: "paragraph", content });
      return;
    }
    const shownRole = roleOf(role);
    const shown: SourceBlock = { type: "paragraph", content, ...(shownRole && { role: shownRole }) };
    if (counted && !counted.isContinuation && role !== "title") {
      const { isOrdered, number } = counted;
      const { id = 0, level: depth = 0 } = look.numbering ?? {};
      this.#items.push({ blocks: [shown], level: depth, ordered: isOrdered, number, list: String(id) });
      return;
    }
    const first = content.find((inline) => inline.type === "text" && inline.value.trim() !== "");
    if (first?.type === "text" && BULLET.test(first.value.trimStart())) {
      first.value = first.value.trimStart().replace(BULLET, "");
      this.#items.push({ blocks: [shown], level: 0, ordered: false, number: 1, list: "typed" });
      return;
    }
    if (role === "quote") this.#push({ type: "quote", blocks: [shown] });
    else if (role === "code") this.#code(text === "" ? "" : codeOf(content));
    else if (content.length > 0) {
      this.#push(shown);
      this.#look(shown, look);
    }
  }

  #code(value: string): void {
    this.#closeList();
    const last = this.#blocks.at(-1);
    if (last?.type === "code") last.value += `\n${value}`;
    else this.#blocks.push({ type: "code", value });
  }

  #look(block: Extract<SourceBlock, { type: "paragraph" }>, look: ParagraphLook): void {
    if (this.part !== "document" || this.#isInCell) return;
    const texts = block.content.filter((inline) => inline.type === "text" && inline.value.trim() !== "");
    this.context.looks.set(block, {
      ...(this.#size !== undefined && { size: this.#size }),
      isBold: isBold(block.content),
      isItalic: texts.length > 0 && texts.every((inline) => inline.type === "text" && inline.italic),
      isCentred: look.isCentred ?? false,
    });
  }

  /** The font size of the last run. If the paragraph has a uniform size, this is the paragraph's size. */
  #size: number | undefined;

  #count(look: ParagraphLook, text: string) {
    const { id = 0, level = 0 } = look.numbering ?? {};
    return id > 0 && text !== "" ? this.context.numbering.next(id, level) : undefined;
  }

  /** Removes the heading of an omitted table of contents. */
  #dropHeadingOfContents(): void {
    this.#closeList();
    const last = this.#blocks.at(-1);
    if (last && "content" in last && HEADING_OF_CONTENTS.test(plainText(last.content))) this.#blocks.pop();
  }

  #inlines(element: Element, look: ParagraphLook, style: Style, open: Open): void {
    for (const child of childrenOf(element)) {
      switch (child.name) {
        case "w:r":
          this.#run(child, look, style, open);
          break;
        case "w:hyperlink": {
          const href = this.context.links.get(`${this.part} ${child.attributes["r:id"]}`);
          this.#inlines(child, look, href === undefined ? style : { ...style, href }, open);
          break;
        }
        case "w:ins":
        case "w:moveTo":
          this.context.insertions++;
          this.#inlines(child, look, style, open);
          break;
        case "w:del":
        case "w:moveFrom":
          this.context.deletions++;
          break;
        case "w:sdt":
          this.#inlines(childOf(child, "w:sdtContent") ?? child, look, style, open);
          break;
        case "w:fldSimple": {
          const instruction = child.attributes["w:instr"] ?? "";
          if (!isDropped(instruction)) this.#inlines(child, look, linked(style, instruction), open);
          break;
        }
        case "w:smartTag":
        case "w:customXml":
        case "w:dir":
        case "w:bdo":
          this.#inlines(child, look, style, open);
          break;
        case "m:oMath":
        case "m:oMathPara":
          this.#add(open, formulaText(child), style);
          break;
        case "mc:AlternateContent": {
          const chosen = alternative(child);
          if (chosen) this.#inlines(chosen, look, style, open);
          break;
        }
      }
    }
  }

  #run(element: Element, look: ParagraphLook, style: Style, open: Open): void {
    const properties = childOf(element, "w:rPr");
    const styled = this.context.styles.run(childOf(properties, "w:rStyle")?.attributes["w:val"]);
    const run: RunLook = { ...look.run, ...styled, ...runLook(properties) };
    const own: Style = {
      ...style,
      ...(run.bold && { bold: true }),
      ...(run.italic && { italic: true }),
      ...(run.strike && { strike: true }),
    };
    let hasOwnMark = false;
    for (const child of childrenOf(element)) {
      if (child.name === "w:fldChar") this.#fields.mark(child);
      else if (child.name === "w:instrText") this.#fields.addInstruction(textOf(child));
      else if (run.isHidden || !this.#fields.isShown || hasOwnMark) continue;
      else {
        this.#runChild(child, run, this.#fields.linked(own), open);
        hasOwnMark =
          /^w:(?:foot|end)noteReference$/u.test(child.name) &&
          isOn({ ...child, attributes: { "w:val": child.attributes["w:customMarkFollows"] ?? "0" } }) === true;
      }
    }
  }

  #runChild(child: Element, run: RunLook, style: Style, open: Open): void {
    switch (child.name) {
      case "w:t": {
        const text = textOf(child);
        if (text.trim() !== "") this.#size = run.size;
        const isScripted = run.script && /^[\d+−-]+$/u.test(text.trim());
        this.#add(open, isScripted ? scripted(text.trim(), run.script!) : text, style);
        break;
      }
      case "w:tab":
      case "w:ptab":
        this.#add(open, "\t", style);
        break;
      case "w:br":
      case "w:cr":
        if (!["page", "column"].includes(child.attributes["w:type"] ?? "")) open.content.push({ type: "break" });
        break;
      case "w:noBreakHyphen":
        this.#add(open, "-", style);
        break;
      case "w:sym":
        this.#add(open, symbolOf(child), style);
        break;
      case "w:footnoteReference":
      case "w:endnoteReference":
        open.content.push({ type: "note", note: `${child.name.slice(2, 5)} ${child.attributes["w:id"]}` });
        break;
      case "w:lastRenderedPageBreak":
        if (this.part === "document" && !this.#isInCell) {
          open.content.push({ type: "page", page: ++this.context.page, certain: false });
        }
        break;
      case "w:drawing":
      case "w:pict":
      case "w:object":
        this.#drawing(child, open);
        break;
      case "mc:AlternateContent":
        for (const inner of childrenOf(alternative(child))) this.#runChild(inner, run, style, open);
        break;
    }
  }

  #add(open: Open, value: string, style: Style): void {
    if (value !== "") open.content.push({ type: "text", value: value.normalize("NFC"), ...style });
  }

  #drawing(element: Element, open: Open): void {
    const sources: (PictureSource | undefined)[] = [];
    let isGraph = false;
    let alt = "";
    const boxes: Element[] = [];
    const visit = (parent: Element): void => {
      for (const child of childrenOf(parent)) {
        if (child.name === "w:txbxContent") boxes.push(child);
        else if (child.name === "mc:AlternateContent") visit(alternative(child) ?? child);
        else {
          if (child.name === "wp:docPr") alt ||= child.attributes.descr ?? child.attributes["other:descr"] ?? "";
          if (child.name === "v:shape") alt ||= child.attributes.alt ?? "";
          if (/^(?:a:blip|v:imagedata)$/u.test(child.name)) {
            sources.push(this.context.pictures.get(`${this.part} ${relationOf(child)}`));
          }
          isGraph ||= isGraphic(child);
          visit(child);
        }
      }
    };
    visit(element);
    for (const box of boxes) {
      const reader = new BodyReader(this.part, this.context);
      reader.#isInCell = true;
      open.boxes.push(...reader.read(box));
    }
    if (sources.length === 0 && !isGraph) return;
    const { collector } = this.context;
    const width = sources.length === 1 ? shownWidth(element) : undefined;
    const pictures =
      sources.length === 0
        ? [collector.addDrawn()]
        : sources.map((source) => collector.addFirst(source ? [source] : [], width));
    for (const [index, picture] of pictures.entries()) {
      const own = index === 0 ? alt.replace(/\s+/gu, " ").trim() : "";
      open.content.push({ type: "image", alt: own, ...(picture && { picture }) });
    }
  }

  #table(element: Element): void {
    const rows = rowsOf(element).filter((row) => {
      const isDeleted = childOf(childOf(row, "w:trPr"), "w:del") !== undefined;
      if (isDeleted) this.context.deletions++;
      return !isDeleted;
    });
    const cells = rows.flatMap(cellsOf);
    // A table with a single cell is a frame around text.
    if (cells.length === 1) {
      this.#append(this.#blocksIn(cells[0]!));
      return;
    }
    const look = childOf(childOf(element, "w:tblPr"), "w:tblLook");
    const read = rows.map((row): Row => this.#row(row));
    const [first] = read;
    const isStyled = isOn(look && { ...look, attributes: { "w:val": look.attributes["w:firstRow"] ?? "0" } }) === true;
    const texts = first?.cells.filter(({ content }) => plainText(content) !== "") ?? [];
    const isBoldRow = texts.length > 1 && texts.every(({ content }) => isBold(content));
    if (first && !first.isHeader) first.isHeader = isBoldRow || (isStyled && texts.length > 1 && rows.length > 1);
    this.#push({ type: "table", rows: read });
  }

  #row(row: Element): Row {
    const properties = childOf(row, "w:trPr");
    const gap = (name: string): Cell[] => {
      const columns = numberIn(childOf(properties, name)) ?? 0;
      return columns > 0 ? [{ content: [], columns, rows: 1 }] : [];
    };
    const cells = cellsOf(row).map((cell): Cell => {
      const own = childOf(cell, "w:tcPr");
      const columns = Math.max(1, numberIn(childOf(own, "w:gridSpan")) ?? 1);
      const merge = childOf(own, "w:vMerge");
      const isCovered = merge !== undefined && merge.attributes["w:val"] !== "restart";
      return { content: isCovered ? [] : tidy(inlinesOf(this.#blocksIn(cell))), columns, rows: 1 };
    });
    return { isHeader: isOn(childOf(properties, "w:tblHeader")) ?? false, cells: [...gap("w:gridBefore"), ...cells] };
  }

  #blocksIn(element: Element): SourceBlock[] {
    const reader = new BodyReader(this.part, this.context);
    reader.#isInCell = true;
    return reader.read(element);
  }
}
