import type { Image, PhrasingContent, Root, RootContent, Table, TableRow } from "mdast";
import { gfmToMarkdown } from "mdast-util-gfm";
import { type Options, toMarkdown } from "mdast-util-to-markdown";
import { stringify } from "yaml";
import { frontMatterOf } from "../report/front-matter";
import type { ReportMeta } from "../report/model";
import { type Picture, pictureUrl } from "../report/pictures";
import type { Block, Item } from "./blocks";
import type { Footnote } from "./footnotes";
import { pageComment, phrasing } from "./inline";
import type { MarkedText } from "./marked-text";
import type { PageBreak } from "./page-breaks";
import type { PageLabel } from "./pages";

/** The URL of a missing image. */
const MISSING_PICTURE = "missing";

/** Maximum length of the words in a picture, in UTF-16 code units. A busy chart or a map has a few hundred. */
const MAX_WORDS = 2000;

/**
 * An image in a report's Markdown.
 *
 * @param picture undefined if it is missing
 * @param words the words that the picture shows, such as the labels of a chart
 */
export function imageOf(picture: Picture | undefined, alt = "", words = ""): Image {
  const title = cutWords(words.replace(/\s+/gu, " ").trim());
  return { type: "image", url: picture ? pictureUrl(picture) : MISSING_PICTURE, alt, ...(title !== "" && { title }) };
}

/** The words that fit, without a part of a word at the end. */
function cutWords(words: string): string {
  return words.length <= MAX_WORDS ? words : words.slice(0, MAX_WORDS + 1).replace(/\s*\S*$/u, "");
}

/**
 * Writes a report as Markdown: front matter, body and footnotes.
 *
 * @param labels the page that begins at each possible page break; page breaks without a label are dropped
 */
export function writeDocument(
  meta: ReportMeta,
  blocks: readonly Block[],
  footnotes: readonly Footnote[],
  labels: ReadonlyMap<PageBreak, PageLabel>,
): string {
  const writer = new TreeWriter(labels);
  for (const block of blocks) writer.add(block);
  for (const footnote of footnotes) writer.addFootnote(footnote);
  return writeTree(meta, writer.root);
}

/** Serializes front matter and a Markdown tree. */
export function writeTree(meta: ReportMeta, root: Root): string {
  return withFrontMatter(meta, `\n${writeBody(root)}`);
}

/** Serializes a Markdown tree. */
export function writeBody(root: Root): string {
  return toMarkdown(root, MARKDOWN_OPTIONS);
}

/** Puts front matter before a Markdown body. */
export function withFrontMatter(meta: ReportMeta, body: string): string {
  return `---\n${stringify(frontMatterOf(meta), { lineWidth: 0 })}---\n${body}`;
}

class TreeWriter {
  readonly root: Root = { type: "root", children: [] };

  constructor(private readonly labels: ReadonlyMap<PageBreak, PageLabel>) {}

  add(block: Block): void {
    const label = block.turn && this.labels.get(block.turn);
    if (label) this.root.children.push({ type: "html", value: pageComment(label) });
    if (block.type === "item") this.addItem(block);
    else this.root.children.push(this.nodeOf(block));
  }

  addFootnote({ label, paragraphs }: Footnote): void {
    const children = paragraphs.map((text) => ({ type: "paragraph" as const, children: this.phrasing(text) }));
    this.root.children.push({ type: "footnoteDefinition", identifier: label, label, children });
  }

  private nodeOf(block: Exclude<Block, Item>): RootContent {
    switch (block.type) {
      case "heading":
        return { type: "heading", depth: block.depth as HeadingDepth, children: this.phrasing(block.text) };
      case "picture":
        return { type: "paragraph", children: [imageOf(undefined)] };
      case "table":
        return this.table(block.rows);
      default:
        return { type: "paragraph", children: this.phrasing(block.text) };
    }
  }

  /** Consecutive items form one list. A numbered list continues only with the next number. */
  private addItem({ text, number }: Item): void {
    const children = [{ type: "paragraph" as const, children: this.phrasing(text) }];
    const item = { type: "listItem" as const, spread: false, children };
    const last = this.root.children.at(-1);
    if (last?.type === "list" && last.ordered === (number !== undefined) && (number !== 1 || !last.ordered)) {
      last.children.push(item);
    } else {
      const start = number === undefined ? {} : { start: number };
      this.root.children.push({
        type: "list",
        ordered: number !== undefined,
        ...start,
        spread: false,
        children: [item],
      });
    }
  }

  /** Markdown requires a header row. It is empty, because the source does not identify one. */
  private table(rows: readonly MarkedText[][]): Table {
    const columns = rows.reduce((most, cells) => Math.max(most, cells.length), 0);
    const empty = { value: "", marks: [] };
    const rowOf = (cells: readonly MarkedText[]): TableRow => ({
      type: "tableRow",
      children: Array.from({ length: columns }, (_, column) => ({
        type: "tableCell",
        children: this.phrasing(cells[column] ?? empty),
      })),
    });
    return { type: "table", children: [rowOf([]), ...rows.map(rowOf)] };
  }

  private phrasing(text: MarkedText): PhrasingContent[] {
    return phrasing(text, this.labels);
  }
}

export type HeadingDepth = 1 | 2 | 3 | 4 | 5 | 6;

/** A table without padding, so that a change to one row affects only one line of a diff. */
const writeTable: NonNullable<Options["handlers"]>["table"] = (node: Table, _parent, state, info) => {
  const exit = state.enter("table");
  const rows = node.children.map((row) => {
    const cells = row.children.map((cell) => state.handle(cell, row, state, info));
    return `| ${cells.join(" | ")} |`;
  });
  exit();
  const delimiter = `|${" --- |".repeat(node.children[0]?.children.length ?? 0)}`;
  return [rows[0], delimiter, ...rows.slice(1)].join("\n");
};

const MARKDOWN_OPTIONS: Options = {
  bullet: "-",
  emphasis: "*",
  strong: "*",
  listItemIndent: "one",
  rule: "-",
  extensions: [gfmToMarkdown(), { handlers: { table: writeTable } }],
};
