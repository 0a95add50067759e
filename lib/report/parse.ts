import type {
  Definition,
  FootnoteDefinition,
  List,
  Nodes,
  Paragraph,
  PhrasingContent,
  Root,
  RootContent,
  Table,
} from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { UserError } from "../errors";
import { isOnlyComments, readHtml } from "./comments";
import { splitFrontMatter } from "./front-matter";
import { blockIds, headingSlugs } from "./ids";
import { inlineText } from "./inline-text";
import { CAPTION_LABEL, SOURCE_NOTE } from "./labels";
import { languageOf } from "./language";
import type { Block, BlockKind, Flow, Footnote, Language, PageBreak, Report, Run, Section } from "./model";
import { isOnlyPictures, pictureIn, visibleIn } from "./pictures";
import { LINK_TARGET, type RunContext, readRun } from "./runs";

/**
 * A page comment can be at the very start of a paragraph or list item. If it were parsed as an HTML block, it would
 * swallow the rest of the line, including any Markdown. Therefore, it is parsed as inline HTML.
 */
const WITHOUT_HTML_BLOCKS = { disable: { null: ["htmlFlow"] } };

/**
 * Parses a report's Markdown.
 *
 * @param slug the report's name in URLs
 * @throws UserError `report-format` if required front matter is missing or invalid, or lists and quotations are nested
 *   too deeply
 */
export function parseReport(markdown: string, slug: string): Report {
  const { meta, body } = splitFrontMatter(markdown.normalize("NFC"));
  try {
    return { slug, meta, ...new Reader(meta.language).read(parseBody(body).children) };
  } catch (error) {
    // The parser is recursive, so a malicious or damaged file can overflow the stack.
    if (error instanceof RangeError) {
      throw new UserError("report-format.nesting");
    }
    throw error;
  }
}

/** Parses the Markdown below a report's front matter. */
export function parseBody(body: string): Root {
  return fromMarkdown(body, { extensions: [gfm(), WITHOUT_HTML_BLOCKS], mdastExtensions: [gfmFromMarkdown()] });
}

/** Walks the Markdown tree once and appends blocks to the canonical text. */
class Reader {
  private readonly blocks: Block[] = [];
  private readonly sections: Section[] = [];
  private readonly pages: PageBreak[] = [];
  /** Page breaks that will belong to the next block. */
  private pendingPages: Omit<PageBreak, "offset">[] = [];
  /** Offsets of each footnote's markers. The keys are in the order of the first markers. */
  private readonly references = new Map<string, number[]>();
  private readonly footnoteDefinitions = new Map<string, FootnoteDefinition>();
  private readonly blockId = blockIds();
  private readonly sectionSlug = headingSlugs();
  private readonly context: RunContext = {
    definitions: new Map<string, Definition>(),
    onPage: (page) => this.pages.push(page),
    onReference: (label, offset) => {
      const offsets = this.references.get(label) ?? [];
      this.references.set(label, offsets);
      return offsets.push(offset);
    },
  };

  constructor(private readonly language: Language) {}

  read(nodes: readonly RootContent[]): Omit<Report, "slug" | "meta"> {
    this.collectDefinitions(nodes);
    const flow = this.flowOf(nodes);
    const bodyEnd = this.length;
    const footnotes = this.readFootnotes();
    this.settlePendingPages(bodyEnd);
    this.closeSections(bodyEnd);
    return {
      text: this.blocks.map((block) => block.text).join("\n"),
      blocks: this.blocks,
      flow,
      sections: this.sections,
      pages: this.pages.sort((a, b) => a.offset - b.offset),
      footnotes,
    };
  }

  private get length(): number {
    return this.blocks.at(-1)?.end ?? 0;
  }

  private collectDefinitions(nodes: readonly Nodes[]): void {
    for (const node of nodes) {
      if (node.type === "definition") this.context.definitions.set(node.identifier, node);
      if (node.type === "footnoteDefinition") this.footnoteDefinitions.set(node.identifier, node);
      if ("children" in node) this.collectDefinitions(node.children);
    }
  }

  /**
   * Appends a block after the previous ones.
   *
   * @param parts the content of each run
   * @returns the block's index, or undefined if it has no text and no block was added
   */
  private addBlock(
    kind: BlockKind,
    parts: readonly (readonly PhrasingContent[])[],
    more: Pick<Block, "depth" | "label"> = {},
  ): number | undefined {
    const start = this.blocks.length === 0 ? 0 : this.length + 1;
    const runs: Run[] = [];
    for (const part of parts) {
      const run = readRun(part, runs.length === 0 ? start : runs.at(-1)!.end + 1, this.context);
      // An empty cell preserves its column; an empty paragraph is dropped.
      if (run.end > run.start || kind === "table-row") runs.push(run);
    }
    while (runs.length > 0 && runs.at(-1)!.end === runs.at(-1)!.start) runs.pop();
    const end = runs.at(-1)?.end;
    if (end === undefined) return undefined;

    this.settlePendingPages(start);
    const text = runs.map((run) => inlineText(run.inlines)).join(kind === "table-row" ? "\t" : "\n");
    const section = this.sections.length - 1;
    const language = languageOf(text, this.language);
    return this.blocks.push({ id: this.blockId(text), kind, language, text, start, end, section, runs, ...more }) - 1;
  }

  private settlePendingPages(offset: number): void {
    this.pages.push(...this.pendingPages.map((page) => ({ ...page, offset })));
    this.pendingPages = [];
  }

  private flowOf(nodes: readonly RootContent[]): Flow[] {
    const flow: Flow[] = [];
    for (const node of nodes) flow.push(...this.readNode(node, flow));
    return flow;
  }

  /**
   * @param before the preceding layout, from which tables and figures take their captions, and to which source notes
   *   are attached
   */
  private readNode(node: RootContent, before: Flow[]): Flow[] {
    switch (node.type) {
      case "heading":
        return this.readHeading(node.children, node.depth);
      case "paragraph":
        return this.readParagraph(node, before);
      case "list":
        return [this.readList(node)];
      case "table":
        return [this.readTable(node, before)];
      case "blockquote":
        return [{ type: "quote", children: this.flowOf(node.children) }];
      case "code":
        return this.leaf("paragraph", [{ type: "inlineCode", value: node.value }]);
      case "thematicBreak":
        return [{ type: "rule" }];
      default:
        return [];
    }
  }

  private leaf(kind: "heading" | "paragraph", content: readonly PhrasingContent[], depth?: number): Flow[] {
    const block = this.addBlock(kind, [content], depth === undefined ? {} : { depth });
    return block === undefined ? [] : [{ type: kind, block }];
  }

  private readHeading(content: readonly PhrasingContent[], depth: number): Flow[] {
    const flow = this.leaf("heading", content, depth);
    const block = this.blocks.at(-1);
    if (flow.length === 0 || !block) return flow;
    const { text: title, start, end } = block;
    this.sections.push({ slug: this.sectionSlug(title), title, depth, block: this.blocks.length - 1, start, end });
    block.section = this.sections.length - 1;
    return flow;
  }

  private readParagraph(node: Paragraph, before: Flow[]): Flow[] {
    const visible = visibleIn(node);
    if (visible.every((child) => child.type === "html" && isOnlyComments(child.value))) return this.readPages(visible);
    const figures = figuresIn(node);
    if (figures) return figures.map((figure, index) => ({ ...(index === 0 && this.takeCaption(before)), ...figure }));
    const flow = this.leaf("paragraph", node.children);
    const block = this.blocks.at(-1);
    const above = before.findLast((item) => item.type !== "page-break");
    const isNote = flow.length > 0 && block && SOURCE_NOTE.test(block.text);
    if (!isNote || (above?.type !== "table" && above?.type !== "figure") || above.note !== undefined) return flow;
    block.kind = "caption";
    above.note = this.blocks.length - 1;
    return [];
  }

  /**
   * A paragraph that starts with a label ("Chart 2 …") directly above a table or image is its caption. A heading in
   * that place is a caption too, because the text after the table belongs to the enclosing section.
   */
  private takeCaption(before: Flow[]): { caption?: number } {
    const index = before.findLastIndex((item) => item.type !== "page-break");
    const item = before[index];
    if (item?.type !== "paragraph" && item?.type !== "heading") return {};
    const block = this.blocks[item.block];
    if (!block || !CAPTION_LABEL.test(block.text)) return {};
    before.splice(index, 1);
    block.kind = "caption";
    if (item.type === "heading") {
      delete block.depth;
      this.sections.pop();
      block.section = this.sections.length - 1;
    }
    return { caption: item.block };
  }

  private readList(node: List): Flow {
    const items = node.children.map((item) => {
      const other = item.children.findIndex((child) => child.type !== "paragraph" || isOnlyPictures(child));
      const leading = other < 0 ? item.children : item.children.slice(0, other);
      const block = this.addBlock(
        "list-item",
        leading.map((child) => ("children" in child ? (child.children as PhrasingContent[]) : [])),
      );
      return { block, children: other < 0 ? [] : this.flowOf(item.children.slice(other)) };
    });
    return { type: "list", ordered: node.ordered ?? false, first: node.start ?? 1, items };
  }

  private readTable(node: Table, before: Flow[]): Flow {
    const caption = this.takeCaption(before);
    const [headRow, ...bodyRows] = node.children;
    const header =
      headRow &&
      this.addBlock(
        "table-row",
        headRow.children.map((cell) => cell.children),
      );
    const groups: { head?: number; rows: number[] }[] = [];
    for (const row of bodyRows) {
      const block = this.addBlock(
        "table-row",
        row.children.map((cell) => cell.children),
      );
      if (block === undefined) continue;
      if (row.children.length > 1 && this.blocks[block]!.runs.length === 1) groups.push({ head: block, rows: [] });
      else if (groups.length === 0) groups.push({ rows: [block] });
      else groups.at(-1)!.rows.push(block);
    }
    return { type: "table", ...caption, header, groups };
  }

  /** Page breaks between two blocks. */
  private readPages(comments: readonly PhrasingContent[]): Flow[] {
    const pages = comments
      .flatMap((comment) => (comment.type === "html" ? readHtml(comment.value) : []))
      .filter((part) => typeof part !== "string");
    this.pendingPages.push(...pages);
    return pages.map((page) => ({ type: "page-break", ...page }));
  }

  /** Footnotes come last, in the order of their first markers. A footnote can contain markers of other footnotes. */
  private readFootnotes(): Footnote[] {
    const read = new Map<string, number>();
    const readOne = (label: string) => {
      const definition = this.footnoteDefinitions.get(label);
      const block = definition && this.addBlock("footnote", paragraphsOf(definition.children), { label });
      if (block === undefined) return;
      read.set(label, block);
      const marker = this.references.get(label)?.[0];
      const section = marker === undefined ? -1 : this.sections.findLastIndex((candidate) => candidate.start <= marker);
      this.blocks[block]!.section = section;
    };
    // A Map can grow during iteration. Labels first seen inside a footnote are appended and visited too.
    for (const label of this.references.keys()) readOne(label);
    for (const label of this.footnoteDefinitions.keys()) if (!read.has(label)) readOne(label);
    return [...read].map(([label, block]) => ({ label, block, references: this.references.get(label) ?? [] }));
  }

  /** A section extends to the next heading of the same or a shallower depth. */
  private closeSections(bodyEnd: number): void {
    this.sections.forEach((section, index) => {
      const next = this.sections.slice(index + 1).find((other) => other.depth <= section.depth);
      section.end = next ? next.start - 1 : bodyEnd;
    });
  }
}

/** The images of a paragraph that contains only one image, or only stored pictures; undefined for other paragraphs. */
function figuresIn(paragraph: Paragraph): Extract<Flow, { type: "figure" }>[] | undefined {
  const images = visibleIn(paragraph).filter((node) => node.type === "image");
  const isFigure = images.length === 1 && visibleIn(paragraph).length === 1;
  if (!isFigure && !isOnlyPictures(paragraph)) return undefined;
  return images.map(({ url, alt, title }) => {
    const picture = pictureIn(url);
    const place = picture ? { picture } : LINK_TARGET.test(url) ? { src: url } : {};
    return { type: "figure", ...place, alt: alt ?? "", ...(title && { words: title }) };
  });
}

/** The phrasing content of all paragraphs, headings, cells and code blocks inside the given nodes. */
function paragraphsOf(nodes: readonly Nodes[]): PhrasingContent[][] {
  return nodes.flatMap((node) => {
    if (node.type === "paragraph" || node.type === "heading" || node.type === "tableCell") return [node.children];
    if (node.type === "code") return [[{ type: "inlineCode", value: node.value }]];
    return "children" in node ? paragraphsOf(node.children) : [];
  });
}
