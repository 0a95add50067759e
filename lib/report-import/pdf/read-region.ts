import { CAPTION_LABEL, SOURCE_NOTE } from "../../report/labels";
import type { RegionToMark } from "../corrections/regions";
import { PictureCollector, type ReadPicture } from "../pictures/collector";
import type { RegionContent, Span } from "../regions";
import { cutFigures } from "./cut-figures";
import { CyrillicCodes } from "./cyrillic-codes";
import { LineJoiner } from "./hyphens";
import { textOf } from "./line-text";
import { type Line, linesOf } from "./lines";
import { type OpenPdf, withPdf } from "./open-pdf";
import type { Box, Page } from "./page";
import { inLayout } from "./places";
import { readPage } from "./read-page";
import { readScans, type ScanOptions } from "./read-scans";
import { emptyText, type RichText } from "./rich-text";
import { tableOf } from "./tables";
import { isRecognized } from "./text-layer";
import { boxAround, wordsOf } from "./words";

/** Minimum gap above a paragraph, relative to the smallest distance between lines. */
const PARAGRAPH_GAP = 1.4;
/** A line that ends before this share of the region's width is the last one of its paragraph. */
const SHORT_LINE = 0.85;

const EMPTY = { content: { lines: [] }, pictures: [] };

/**
 * Reads one region of a page of a PDF. The text of a scanned page is recognized again.
 *
 * @throws UserError `pdf-password`, `pdf-damaged`
 */
export function readRegion(
  bytes: Uint8Array,
  region: RegionToMark,
  options: ScanOptions,
): Promise<{ content: RegionContent; pictures: readonly ReadPicture[] }> {
  return withPdf(bytes, async (pdf) => {
    if (region.page >= pdf.engine.api.FPDF_GetPageCount(pdf.document)) return EMPTY;
    const page = await pageOf(pdf, region.page, options);
    if (!page) return EMPTY;
    const [left = 0, top = 0, right = 0, bottom = 0] = region.box;
    const area = {
      x0: (left * page.width) / 1000,
      y0: (top * page.height) / 1000,
      x1: (right * page.width) / 1000,
      y1: (bottom * page.height) / 1000,
    };
    const lines = linesIn(page, area);
    const content: RegionContent = { lines: lines.map(({ text }) => text) };
    if (region.as === "table") return { content: { ...content, ...tableIn(lines, page) }, pictures: [] };
    if (region.as === "text") return { content: { ...content, paragraphs: paragraphsIn(lines, page) }, pictures: [] };
    const collector = new PictureCollector();
    const [picture] = cutFigures(pdf, [{ ...area, page: region.page }], collector);
    return { content: { ...content, ...(picture && { picture }) }, pictures: collector.pictures };
  });
}

async function pageOf(pdf: OpenPdf, index: number, options: ScanOptions): Promise<Page | undefined> {
  const read = readPage(pdf, index, 0);
  if (!read) return undefined;
  const codes = new CyrillicCodes();
  codes.add(read.page);
  const { page, layer } = codes.decoded(read.page, read.layer);
  if (!isRecognized(layer, options.recognize ?? "auto")) return page;
  const { pages } = await readScans(pdf.engine, pdf.document, [page], options);
  return pages.get(index) ?? page;
}

/** The lines whose words are inside an area, without captions. */
function linesIn(page: Page, area: Box): Line[] {
  const words = wordsOf(page.glyphs).filter((word) => {
    const [x, y] = [(word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2];
    return x > area.x0 && x < area.x1 && y > area.y0 && y < area.y1;
  });
  const lines = linesOf({ page: page.index, column: 0, columns: 1, words });
  return lines.filter(({ text }) => !CAPTION_LABEL.test(text) && !SOURCE_NOTE.test(text));
}

function tableIn(lines: readonly Line[], page: Page): Pick<RegionContent, "rows" | "hasHeader"> {
  const table = tableOf(lines, page.rules, new LineJoiner(lines));
  if (!table) return {};
  const rows = table.rows.map((row, n) => ({
    content: row.map(spansOf),
    place: inLayout(table.rowPlaces[n]!, page),
  }));
  return { rows, hasHeader: table.hasHeader };
}

function paragraphsIn(lines: readonly Line[], page: Page): RegionContent["paragraphs"] {
  const distances = lines.slice(1).map((line, n) => line.baseline - lines[n]!.baseline);
  const pitch = Math.min(...distances);
  const { x0, x1 } = boxAround(lines.flatMap(({ words }) => words));
  const joiner = new LineJoiner(lines);
  const paragraphs: Line[][] = [];
  for (const [n, line] of lines.entries()) {
    const before = lines[n - 1];
    const isFirst = !before || distances[n - 1]! > PARAGRAPH_GAP * pitch || before.x1 - x0 < SHORT_LINE * (x1 - x0);
    if (isFirst) paragraphs.push([line]);
    else paragraphs.at(-1)!.push(line);
  }
  return paragraphs.map((own) => {
    const text = emptyText();
    for (const line of own) joiner.add(text, textOf(line.words, line.page));
    return { content: spansOf(text), place: inLayout(boxAround(own.flatMap(({ words }) => words)), page) };
  });
}

function spansOf({ text, styles, markers }: RichText): Span[] {
  const cuts = [...new Set([0, ...styles.flatMap(({ start, end }) => [start, end]), ...markers.map(({ at }) => at)])];
  const ends = [...cuts, text.length].sort((a, b) => a - b);
  return ends.flatMap((start, n): Span[] => {
    if (n === ends.length - 1) return markersAt(start);
    const end = ends[n + 1]!;
    const style = styles.find((each) => each.start <= start && each.end >= end && end > start);
    const part = { text: text.slice(start, end), bold: style?.bold ?? false, italic: style?.italic ?? false };
    const own = start === ends[n - 1] ? [] : markersAt(start);
    return end > start ? [...own, part] : own;
  });

  function markersAt(at: number): Span[] {
    return markers.filter((marker) => marker.at === at).map(({ label }) => ({ marker: label }));
  }
}
