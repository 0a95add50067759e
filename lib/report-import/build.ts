import { problem } from "../errors/problem";
import { CAPTION_LABEL, SOURCE_NOTE } from "../report/labels";
import type { Block, Table } from "./blocks";
import type { Chunk } from "./chunks";
import { ContentsMatcher, looksLikeHeading } from "./headings";
import type { PartJoiner } from "./hyphens";
import type { Line } from "./lines";
import { BULLET, ItemReader, type ItemStart, letterOf } from "./list-items";
import { join, type MarkedText, trim } from "./marked-text";
import { isPageEnd, type PageBreak } from "./page-breaks";
import { type Chapter, chapterAt, depthsOf } from "./plain/chapters";
import { withTabs } from "./plain/columns";
import type { ContentsEntry } from "./plain/contents";
import { isVerse, type Setting, settingOf, splitIndented } from "./plain/paragraphs";
import { continueTable, hasRows, isRow, namesGroup, readRow } from "./table-rows";
import { isAddress, isUnfinished, startsSmall } from "./typography";
import { excerpt, type ImportWarning } from "./warning";

/** The deepest Markdown heading is `######`. */
const MAX_DEPTH = 6;
/** If any line is longer than this, the text is not hard-wrapped and each line is a paragraph. */
const MAX_WRAPPED_LENGTH = 160;
const MAX_HEADING_LINES = 3;
/** Maximum length of a caption. Longer text is running text. */
const MAX_CAPTION_LENGTH = 300;

/**
 * Classifies each chunk of the body as a heading, paragraph, list item, table, caption or source note.
 *
 * @param contents the table of contents; its entries are matched with headings in the body, and the headings keep their
 *   own wording
 */
export function buildBlocks(
  source: readonly Chunk[],
  contents: readonly ContentsEntry[],
  joinParts: PartJoiner,
): { blocks: Block[]; doubts: ImportWarning[] } {
  const setting = settingOf(source);
  const chunks = splitIndented(source, setting).map(withTabs);
  const builder = new Builder(chunks, contents, joinParts, setting);
  for (let index = 0; index < chunks.length; ) index += builder.addChunk(index);
  return { blocks: builder.blocks, doubts: [...builder.doubts, ...builder.contentsDoubts()] };
}

class Builder {
  readonly blocks: Block[] = [];
  readonly doubts: ImportWarning[] = [];
  private readonly contents: ContentsMatcher;
  private readonly items: ItemReader;
  private readonly isWrapped: boolean;
  private readonly chapters: ReadonlyMap<Chunk, Chapter>;
  private readonly depthOf: ReturnType<typeof depthsOf>;

  constructor(
    private readonly chunks: readonly Chunk[],
    contents: readonly ContentsEntry[],
    private readonly joinParts: PartJoiner,
    private readonly setting: Setting,
  ) {
    this.contents = new ContentsMatcher(contents);
    this.isWrapped = chunks.every(({ lines }) => lines.every((line) => line.value.length <= MAX_WRAPPED_LENGTH));
    this.chapters = new Map(
      chunks.flatMap((chunk, index) => {
        const chapter = chapterAt(chunk, chunks[index + 1]);
        return chapter ? [[chunk, chapter]] : [];
      }),
    );
    this.depthOf = depthsOf([...this.chapters.values()]);
    const lastLine = new Map<string, number>();
    for (const { lines } of chunks) {
      const letter = letterOf(lines[0]!.value);
      if (letter !== undefined) lastLine.set(letter, lines[0]!.number);
    }
    this.items = new ItemReader((letter, line) => (lastLine.get(letter) ?? 0) > line);
  }

  contentsDoubts(): ImportWarning[] {
    return this.contents.notFound.map(({ title, line }) => ({
      line,
      problem: problem("import-warning.contents", { title: excerpt(title) }),
    }));
  }

  /** @returns the number of chunks used */
  addChunk(index: number): number {
    const chunk = this.chunks[index]!;
    const next = this.chunks[index + 1];
    const table = this.openTable();
    if (table && namesGroup(chunk, next, table)) {
      continueTable(table, [[trim(chunk.lines[0]!)]], chunk);
      return 1;
    }
    const chapter = this.chapters.get(chunk);
    const title = chapter?.isBare && next ? this.titleOf(next, this.chunks[index + 2]) : undefined;
    const rest = this.addHeading(chunk, next, title);
    if (!rest) return title && chapter ? 2 : 1;
    if (!(hasRows(rest) && this.addRows(rest, table))) this.addText(rest, next);
    return 1;
  }

  /** The chunk's text, if the chunk is the title below a chapter number. */
  private titleOf(chunk: Chunk, next: Chunk | undefined): MarkedText | undefined {
    const chapter = this.chapters.get(chunk);
    const isTitle = chapter ? chapter.rank === "loud" : chunk.lines.length === 1 && looksLikeHeading(chunk, next);
    return isTitle ? trim(join(chunk.lines)) : undefined;
  }

  private openTable(): Table | undefined {
    const last = this.blocks.at(-1);
    return last?.type === "table" ? last : undefined;
  }

  /** @returns the rest of the chunk below its heading; undefined if there is none */
  private addHeading(chunk: Chunk, next: Chunk | undefined, title: MarkedText | undefined): Chunk | undefined {
    const { lines, turn } = chunk;
    for (let count = Math.min(lines.length, MAX_HEADING_LINES); count > 0; count--) {
      const text = trim(join(lines.slice(0, count)));
      const entry = this.contents.take(text.value);
      if (!entry) continue;
      // A table of contents can also list tables and figures, which are not sections.
      if (CAPTION_LABEL.test(text.value)) return chunk;
      const section: PageBreak = { line: lines[0]!.number, evidence: "section", pages: 1 };
      this.pushHeading(text, Math.min(entry.level + 1, MAX_DEPTH), turn ?? section, lines[0]!, entry.page);
      return lines.length > count ? { lines: lines.slice(count), gap: 0 } : undefined;
    }
    const chapter = this.chapters.get(chunk);
    if (chapter) {
      const text = join([...lines.slice(0, chapter.lines).map(trim), ...(title ? [title] : [])]);
      this.pushHeading(text, Math.min(this.depthOf(chapter.rank), MAX_DEPTH), turn, lines[0]!);
      return lines.length > chapter.taken ? { lines: lines.slice(chapter.taken), gap: 0 } : undefined;
    }
    if (!looksLikeHeading(chunk, next) || (turn && isPageEnd(turn) && this.isCutOff())) return chunk;
    this.doubt(lines[0]!, "heading");
    this.pushHeading(trim(lines[0]!), 2, turn, lines[0]!);
    return undefined;
  }

  private pushHeading(text: MarkedText, depth: number, turn: PageBreak | undefined, line: Line, page?: number): void {
    this.items.restart();
    const base = { type: "heading" as const, text, depth, line: line.number };
    this.blocks.push({ ...base, ...(turn ? { turn } : {}), ...(page === undefined ? {} : { page }) });
  }

  /** Whether the last paragraph ends in the middle of a sentence. */
  private isCutOff(): boolean {
    const last = this.blocks.at(-1);
    return (last?.type === "paragraph" || last?.type === "item") && isUnfinished(last.text.value);
  }

  /**
   * @returns false if the chunk is a paragraph with a tab in it, not a table. This is the case if only one of its lines
   *   has a tab, it has no caption, and no table is open.
   */
  private addRows(chunk: Chunk, open: Table | undefined): boolean {
    const start = chunk.lines.findIndex(isRow);
    const end = chunk.lines.findLastIndex(isRow) + 1;
    const hasCaption = start > 0 || this.blocks.at(-1)?.type === "caption";
    if (end - start === 1 && !open && !hasCaption) return false;
    const { gap, turn } = chunk;
    if (start > 0) this.addText({ ...chunk, lines: chunk.lines.slice(0, start) }, chunk);
    const rowChunk: Chunk = { lines: chunk.lines.slice(start, end), gap, ...(turn && start === 0 ? { turn } : {}) };
    const rows = rowChunk.lines.map(readRow);
    if (open && start === 0) {
      continueTable(open, rows, rowChunk);
    } else {
      const line = rowChunk.lines[0]!.number;
      this.blocks.push({ type: "table", rows, line, ...(rowChunk.turn ? { turn: rowChunk.turn } : {}) });
    }
    if (end < chunk.lines.length) this.addText({ lines: chunk.lines.slice(end), gap: 0 }, undefined);
    return true;
  }

  /**
   * Adds paragraphs, list items, captions and source notes. A chunk can contain several of them. If the chunk ends with
   * a caption, `next` may be the table to which the caption belongs.
   */
  private addText(chunk: Chunk, next: Chunk | undefined): void {
    if (this.addVerse(chunk)) return;
    const { lines, turn } = chunk;
    let parts: MarkedText[] = [];
    let block: Exclude<Block, { type: "heading" | "table" | "picture" }> | undefined;
    let bullet: string | undefined;
    const close = () => {
      if (block) this.blocks.push({ ...block, text: this.joinLines(parts, block.line) });
    };
    lines.forEach((line, nth) => {
      const previous = lines[nth - 1];
      const text = trim(line);
      const item = this.mayBeginItem(previous, block?.type, bullet, line) ? this.items.read(line) : undefined;
      const isNote = SOURCE_NOTE.test(text.value);
      const isCaption = !isNote && this.isCaption(lines, nth, next);
      const begins = !block || item || isNote || isCaption || this.beginsParagraph(line);
      if (!begins) {
        parts.push(text);
        return;
      }
      close();
      parts = [item?.text ?? text];
      bullet = item?.bullet;
      const placed = { line: line.number, text, ...(turn && nth === 0 ? { turn } : {}) };
      if (item) block = { ...placed, type: "item", ...(item.number === undefined ? {} : { number: item.number }) };
      else block = { ...placed, type: isNote ? "source-note" : isCaption ? "caption" : "paragraph" };
      if (item) this.doubtItem(item, line);
    });
    close();
  }

  /** @returns false if the chunk is not verse */
  private addVerse({ lines, turn }: Chunk): boolean {
    if (!this.isWrapped || !isVerse({ lines }, this.setting)) return false;
    if (
      lines.some(
        (line, nth) =>
          SOURCE_NOTE.test(line.value.trim()) ||
          BULLET.test(line.value) ||
          (nth === 0 && CAPTION_LABEL.test(line.value.trim())),
      )
    )
      return false;
    const text = join(lines.map(trim), "\n");
    this.blocks.push({ type: "paragraph", text, line: lines[0]!.number, ...(turn ? { turn } : {}) });
    return true;
  }

  /** Inside a hard-wrapped paragraph, a dash or number at the start of a line is part of a sentence. */
  private mayBeginItem(
    previous: Line | undefined,
    type: Block["type"] | undefined,
    bullet: string | undefined,
    line: Line,
  ) {
    if (!previous) return true;
    if (type === "item") return bullet === undefined || line.value.trimStart().startsWith(bullet);
    return !isUnfinished(previous.value);
  }

  private doubtItem(item: ItemStart, line: Line): void {
    if (item.letter !== undefined && item.bullet === undefined) {
      this.doubt(line, "list-item");
    }
  }

  private isCaption(lines: readonly Line[], nth: number, next: Chunk | undefined): boolean {
    const text = lines[nth]!.value.trim();
    if (text.length > MAX_CAPTION_LENGTH || !CAPTION_LABEL.test(text)) return false;
    const below = lines[nth + 1] ?? next?.lines[0];
    const isAboveTable =
      below !== undefined && (below.value.trim().includes("\t") || SOURCE_NOTE.test(below.value.trim()));
    return isUnfinished(text) || isAboveTable;
  }

  private beginsParagraph(line: Line): boolean {
    return !this.isWrapped && !isAddress(line.value) && !startsSmall(line.value.trim());
  }

  private joinLines(lines: readonly MarkedText[], line: number): MarkedText {
    const { text, keptHyphens } = this.joinParts(lines);
    for (const word of keptHyphens) this.doubts.push({ line, problem: problem("import-warning.hyphen", { word }) });
    return text;
  }

  private doubt({ number, value }: Line, readAs: "heading" | "list-item"): void {
    const text = excerpt(value.trim());
    this.doubts.push({ line: number, problem: problem(`import-warning.${readAs}`, { text }) });
  }
}
