import { CAPTION_LABEL, SOURCE_NOTE } from "../../report/labels";
import type { Picture } from "../../report/pictures";
import { namesIn } from "../authors";
import { putCaptionsAbove } from "./captions";
import { regionsOf } from "./columns";
import { takeContents } from "./contents";
import type { Region } from "./cut-figures";
import { type Draft, draftsOf, type Item, type TextDraft } from "./drafts";
import { notesIn } from "./endnotes";
import { type Figure, takeFigures } from "./figures";
import { withoutFurniture } from "./furniture";
import { isHeading, levelsOf } from "./headings";
import { LineJoiner } from "./hyphens";
import { lettersOf } from "./letters";
import { markerLabels, textOf } from "./line-text";
import { type Line, linesOf } from "./lines";
import { isSameSize } from "./looks";
import { type Column, columnsOf, type Metrics, metricsOf } from "./metrics";
import { NOTES_TITLE, type NoteLines, PRINTED_NOTES_TITLE, takeFootnotes } from "./notes";
import type { Page } from "./page";
import { withoutPageMarks } from "./page-marks";
import { type Place, placesOf } from "./places";
import type { PdfFile } from "./read-pdf";
import { cutStart, emptyText, type Marker, type RichText } from "./rich-text";
import { addTo } from "./statistics";
import { TableFinder } from "./table-finder";

/** A block of a document; blocks are in reading order. Pages are indexes, starting at 0. */
export type PdfBlock =
  | { type: "heading"; text: RichText; level: number; page: number; places: Place[] }
  | { type: "paragraph" | "caption"; text: RichText; page: number; places: Place[] }
  | { type: "item"; text: RichText; page: number; places: Place[]; number?: number }
  | { type: "table"; rows: RichText[][]; rowPlaces: Place[]; hasHeader: boolean; page: number }
  | { type: "figure"; alt: string; words: string; page: number; region: Region; picture?: Picture };

export interface PdfNote {
  label: string;
  text: RichText;
  page: number;
  places: Place[];
  /** Index of the page with the note's marker; undefined if the note has no marker. */
  markerPage?: number;
}

/** The structure of a document. */
export interface PdfDocument {
  title?: string;
  authors: string[];
  blocks: PdfBlock[];
  notes: PdfNote[];
  /** The printed number of each page, null before page 1; undefined if the document has no page numbers. */
  folios?: (number | null)[];
  /** The sizes of all pages, and the indexes of the pages without text. */
  pages: Pick<Page, "width" | "height">[];
  emptyPages: number[];
}

/** The content of a file that its structure is derived from. */
type FileContent = Pick<PdfFile, "pages" | "outline" | "title" | "producer">;

/** Derives the structure of a document from the style and position of its content. */
export function structureOf(file: FileContent): PdfDocument {
  const pages = file.pages.map(withoutPageMarks);
  const pageTexts = withoutFurniture(pages);
  const regions = regionsOf(pageTexts)
    .map(linesOf)
    .filter((lines) => lines.length > 0);
  const metrics = metricsOf(regions);
  const columns = columnsOf(regions, metrics);
  settleStrayMarkers(columns);
  const joiner = new LineJoiner(
    columns.flatMap(({ lines }) => lines),
    file.producer,
  );
  const rules = file.pages.map((page) => page.rules);
  const finder = new TableFinder(file.pages, joiner);
  takeContents(columns);
  const noteLines = takeFootnotes(columns, metrics, rules);
  const figures = takeFigures(columns, pages, metrics);
  const items = itemsOf(columns, figures, finder);
  const drafts = withMergedTables(draftsOf(items, metrics));
  const reader = new StructureReader(file, metrics, joiner);
  const read = reader.read(drafts, noteLines);
  const folios = foliosOf(pageTexts.map(({ folio }) => folio)) ?? labelNumbers(file.pages.map(({ label }) => label));
  const emptyPages = file.pages.flatMap((page) => (page.glyphs.length === 0 ? [page.index] : []));
  return { ...read, ...(folios && { folios }), pages: file.pages, emptyPages };
}

/**
 * The number of each page, if the offset between printed number and index is the same on at least half of the pages. The
 * pages before page 1, which often have Roman numerals, have none.
 */
function foliosOf(printed: readonly (number | undefined)[]): (number | null)[] | undefined {
  const offsets = new Map<number, number>();
  for (const [index, folio] of printed.entries())
    if (folio !== undefined) offsets.set(folio - index, (offsets.get(folio - index) ?? 0) + 1);
  const [best] = [...offsets].sort((a, b) => b[1] - a[1]);
  return best && best[1] >= 2 && best[1] >= 0.5 * printed.length
    ? printed.map((_, index) => (index + best[0] >= 1 ? index + best[0] : null))
    : undefined;
}

/** The page labels in the file, if all of them are numbers. */
function labelNumbers(labels: readonly string[]): number[] | undefined {
  return labels.every((label) => /^\d{1,4}$/u.test(label)) ? labels.map(Number) : undefined;
}

/** Moves a marker that was wrapped onto a line of its own to the end of the previous line. */
function settleStrayMarkers(columns: Column[]): void {
  let last: Line | undefined;
  for (const column of columns) {
    column.lines = column.lines.filter((line) => {
      const [word, ...others] = line.words;
      const isStray = others.length === 0 && last !== undefined && line.size < 0.82 * last.size;
      if (isStray && markerLabels({ ...word!, raised: 1 }).length > 0) {
        last!.words.push({ ...word!, raised: 1, x0: last!.x1, x1: last!.x1 });
        return false;
      }
      last = line;
      return true;
    });
  }
}

/** The lines, tables and figures of each column, from top to bottom. */
function itemsOf(columns: readonly Column[], figures: readonly Figure[], finder: TableFinder) {
  const placed = columns.map((): Figure[] => []);
  for (const figure of figures) placed[columnOf(figure, columns)]?.push(figure);
  let open: number | undefined;
  return columns.map(({ lines, frame }, index) => {
    const tables = finder.tablesIn(lines, open);
    const entries: { y: number; item: Item }[] = [
      ...tables.map(({ table }) => ({ y: table.y, item: { type: "table" as const, table } })),
      ...placed[index]!.map((figure) => ({ y: figure.y1, item: { type: "figure" as const, figure } })),
    ];
    for (const [at, line] of lines.entries()) {
      if (!tables.some(({ start, end }) => at >= start && at < end))
        entries.push({ y: line.baseline, item: { type: "line", line } });
    }
    const last = tables.at(-1);
    if (lines.length > 0) open = last && last.end === lines.length ? last.table.size : undefined;
    return { frame, items: entries.sort((a, b) => a.y - b.y).map(({ item }) => item) };
  });
}

/** Index of the column that contains a figure, or else of the last column before it. */
function columnOf(figure: Figure, columns: readonly Column[]): number {
  const middle = (figure.x0 + figure.x1) / 2;
  const own = columns.flatMap(({ lines, frame }, index) => {
    const [first] = lines;
    if (first?.page !== figure.page) return [];
    const top = first.baseline;
    const bottom = lines.at(-1)!.baseline;
    const y = (figure.y0 + figure.y1) / 2;
    const isBeside =
      first.region.columns > 1 && first.region.column >= 0 && (middle < frame.left || middle > frame.right);
    return [{ index, distance: (isBeside ? 10_000 : 0) + Math.max(0, top - y, y - bottom) }];
  });
  const [best] = own.sort((a, b) => a.distance - b.distance);
  if (best) return best.index;
  return Math.max(
    0,
    columns.findLastIndex(({ lines }) => (lines[0]?.page ?? 0) < figure.page),
  );
}

/** Joins tables that were split by page or column breaks, and drops repeated header rows. */
function withMergedTables(drafts: readonly Draft[]): Draft[] {
  const merged: Draft[] = [];
  for (const draft of drafts) {
    const last = merged.at(-1);
    const isPart =
      draft.type === "table" && last?.type === "table" && draft.table.rows[0]?.length === last.table.rows[0]?.length;
    if (!isPart) {
      merged.push(draft);
      continue;
    }
    const key = (row: readonly RichText[] | undefined) => row?.map((cell) => lettersOf(cell.text)).join("|");
    const repeats = key(draft.table.rows[0]) === key(last.table.rows[0]);
    last.table.rows.push(...draft.table.rows.slice(repeats ? 1 : 0));
    last.table.rowPlaces.push(...draft.table.rowPlaces.slice(repeats ? 1 : 0));
  }
  return merged;
}

/** Number of blocks on the first page to search for the title and authors. */
const FRONT_BLOCKS = 6;

function figureBlock({ alt = "", text, ...region }: Figure): PdfBlock {
  return { type: "figure", alt, words: text, page: region.page, region };
}

class StructureReader {
  constructor(
    private readonly file: FileContent,
    private readonly metrics: Metrics,
    private readonly joiner: LineJoiner,
  ) {}

  read(
    drafts: readonly Draft[],
    noteLines: readonly NoteLines[],
  ): Pick<PdfDocument, "title" | "authors" | "blocks" | "notes"> {
    const front = this.#front(drafts);
    const rest = drafts.filter((draft) => !front.used.has(draft));
    const headings = rest.filter(
      (draft, index): draft is TextDraft => draft.type === "text" && this.#isHeading(draft, rest[index + 1]),
    );
    const levels = levelsOf(headings, this.file.outline);
    const blocks: PdfBlock[] = [];
    const notes: PdfNote[] = noteLines.map((note) => this.#note(note));
    let isEndnotes = false;
    let sizeOfNotes: number | undefined;
    for (const draft of rest) {
      if (draft.type !== "text") {
        blocks.push(
          draft.type === "table"
            ? {
                type: "table",
                rows: draft.table.rows,
                rowPlaces: draft.table.rowPlaces,
                hasHeader: draft.table.hasHeader,
                page: draft.table.page,
              }
            : figureBlock(draft.figure),
        );
        continue;
      }
      const level = levels.get(draft);
      const page = draft.lines[0]!.page;
      if (level !== undefined) {
        const text = this.#textOf(draft.lines);
        isEndnotes = NOTES_TITLE.test(text.text.trim());
        sizeOfNotes = undefined;
        if (PRINTED_NOTES_TITLE.test(text.text.trim())) continue;
        blocks.push({ type: "heading", text, level, page, places: placesOf(draft.lines) });
        continue;
      }
      if (!(isEndnotes && this.#addNotes(draft, notes, sizeOfNotes))) blocks.push(this.#block(draft));
      else sizeOfNotes ??= draft.look.size;
    }
    linkNotes(blocks, notes);
    putCaptionsAbove(blocks);
    return { ...(front.title && { title: front.title }), authors: front.authors, blocks, notes };
  }

  /**
   * Adds a block below a heading of endnotes to the notes.
   *
   * @param size the font size of the notes; undefined before the first
   * @returns false if the block isn't part of the notes
   */
  #addNotes(draft: TextDraft, notes: PdfNote[], size: number | undefined): boolean {
    const parts = notesIn(draft, size === undefined ? undefined : notes.at(-1)?.label);
    const isAfterNotes = size !== undefined && !isSameSize(draft.look.size, size);
    if (parts[0]!.label === undefined && (notes.length === 0 || isAfterNotes)) return false;
    for (const { label, lines } of parts) {
      const places = placesOf(lines);
      const last = notes.at(-1)!;
      if (label !== undefined) notes.push({ label, text: this.#textOf(lines, 1), page: lines[0]!.page, places });
      else {
        for (const line of lines) this.joiner.add(last.text, textOf(line.words, line.page));
        last.places.push(...places);
      }
    }
    return true;
  }

  #isHeading(draft: TextDraft, next: Draft | undefined): boolean {
    const text = draft.lines.map((line) => line.text).join(" ");
    return !CAPTION_LABEL.test(text) && !SOURCE_NOTE.test(text) && isHeading(draft, next, this.metrics);
  }

  #block(draft: TextDraft): PdfBlock {
    const page = draft.lines[0]!.page;
    const places = placesOf(draft.lines);
    const { marker } = draft;
    if (marker)
      return {
        type: "item",
        text: this.#textOf(draft.lines, 1),
        page,
        places,
        ...(marker.number !== undefined && { number: marker.number }),
      };
    const text = this.#textOf(draft.lines);
    const isCaption =
      (CAPTION_LABEL.test(text.text) || SOURCE_NOTE.test(text.text)) && draft.look.size < 0.97 * this.metrics.bodySize;
    return { type: isCaption ? "caption" : "paragraph", text, page, places };
  }

  /** @param skipped the number of words at the start of the first line that form the marker */
  #textOf(lines: readonly Line[], skipped = 0): RichText {
    const text = emptyText();
    for (const [index, line] of lines.entries()) {
      const part = textOf(index === 0 ? line.words.slice(skipped) : line.words, line.page);
      this.joiner.add(text, part);
      const before = lines[index - 1];
      if (before && before.page !== line.page)
        text.turns.push({ at: text.text.length - part.text.length, page: line.page });
    }
    const start = text.text.length - text.text.trimStart().length;
    if (start > 0) cutStart(text, start);
    return text;
  }

  #note({ label, page, lines, labelWords }: NoteLines): PdfNote {
    const text = { ...this.#textOf(lines, labelWords), turns: [] };
    return { label, page, text, places: placesOf(lines) };
  }

  /** The title is the largest text at the start of the first page. The authors may follow it. */
  #front(drafts: readonly Draft[]): { title?: string; authors: string[]; used: Set<Draft> } {
    const used = new Set<Draft>();
    const first = drafts
      .slice(0, FRONT_BLOCKS)
      .filter((draft): draft is TextDraft => draft.type === "text" && draft.lines[0]!.page === 0);
    const title = this.#titleAmong(first, drafts);
    if (!title) return { authors: [], used };
    used.add(title);
    const below = drafts[drafts.indexOf(title) + 1];
    const names = this.#namesOf(below);
    if (names.length > 0) used.add(below!);
    return { title: this.#textOf(title.lines).text, authors: names, used };
  }

  #titleAmong(first: readonly TextDraft[], drafts: readonly Draft[]): TextDraft | undefined {
    const known = lettersOf(this.file.title);
    const isKnown = (draft: TextDraft) => known !== "" && lettersOf(this.#textOf(draft.lines).text) === known;
    const isNoted = (draft: TextDraft) => draft.look.bold || draft.look.size > 1.1 * this.metrics.bodySize;
    const isAboveNames = (draft: TextDraft) =>
      isNoted(draft) && this.#namesOf(drafts[drafts.indexOf(draft) + 1]).length > 0;
    const texts = drafts.filter((draft): draft is TextDraft => draft.type === "text");
    const most = Math.max(...texts.map((draft) => draft.look.size));
    const isLargest = (draft: TextDraft) =>
      isSameSize(draft.look.size, most) && draft.look.size > 1.1 * this.metrics.bodySize;
    return first.find(isKnown) ?? first.slice(0, 1).find(isAboveNames) ?? first.find(isLargest);
  }

  #namesOf(draft: Draft | undefined): string[] {
    if (draft?.type !== "text" || !isSameSize(draft.look.size, this.metrics.bodySize)) return [];
    return namesIn(this.#textOf(draft.lines).text);
  }
}

/**
 * Links markers to notes. Each footnote gets the first free marker with its number on its own page, or else on the
 * previous page. An endnote can get its marker from any earlier page. Unlinked markers become text.
 */
function linkNotes(blocks: readonly PdfBlock[], notes: readonly PdfNote[]): void {
  const texts = blocks.flatMap((block) =>
    block.type === "table" ? block.rows.flat() : block.type === "figure" ? [] : [block.text],
  );
  const markers = texts.flatMap((text) => text.markers);
  /** The markers without a note, by label. */
  const byLabel = new Map<string, Marker[]>();
  for (const marker of markers) addTo(byLabel, marker.label, marker);
  for (const [index, note] of notes.entries()) {
    const free = byLabel.get(note.label) ?? [];
    const near =
      free.find((marker) => marker.page === note.page - 1) && !free.some((marker) => marker.page === note.page)
        ? free.find((marker) => marker.page === note.page - 1)
        : (free.find((marker) => marker.page === note.page) ?? free.findLast((marker) => marker.page < note.page));
    if (!near) continue;
    free.splice(free.indexOf(near), 1);
    near.note = index;
    note.markerPage = near.page;
  }
  for (const text of [...texts, ...notes.map((note) => note.text)]) restoreMarkers(text);
}

/** Puts unlinked superscript numbers back into the text. */
function restoreMarkers(text: RichText): void {
  const kept: Marker[] = [];
  let by = 0;
  for (const marker of text.markers) {
    const at = marker.at + by;
    if (marker.note !== undefined) {
      kept.push({ ...marker, at });
      continue;
    }
    text.text = text.text.slice(0, at) + marker.label + text.text.slice(at);
    const { length } = marker.label;
    for (const style of text.styles) {
      if (style.start >= at) style.start += length;
      if (style.end > at) style.end += length;
    }
    for (const turn of text.turns) if (turn.at > at) turn.at += length;
    by += length;
  }
  text.markers = kept;
}
