import { createHash } from "node:crypto";
import { UserError } from "../errors";
import { problem } from "../errors/problem";
import type { ReportMeta } from "../report/model";
import type { BoxedText } from "../word-boxes/model";
import { type Block, type Heading, turnsIn } from "./blocks";
import { buildBlocks } from "./build";
import { splitChunks } from "./chunks";
import type { ReadComment } from "./comments";
import { joinCutSentences } from "./cut-sentences";
import { decode } from "./decode";
import { writeDocument } from "./document";
import { readFront } from "./front";
import { dropFurniture } from "./furniture";
import { partJoiner } from "./hyphens";
import type { PageLayout } from "./layout";
import { type Line, splitLines } from "./lines";
import { type GivenMeta, readMeta } from "./meta";
import { addMissingPictures } from "./missing-pictures";
import type { PageBreak } from "./page-breaks";
import { numberPages } from "./pages";
import type { ReadPicture } from "./pictures/collector";
import { readNotes } from "./plain/notes";
import type { Recognition } from "./recognition";
import { checkSlug, slugOf } from "./slug";
import type { ImportWarning } from "./warning";

export interface ImportOptions extends GivenMeta {
  /** The report's name in URLs and file names; derived from the title by default. */
  slug?: string;
  /** Whether to keep the source in the `sources` folder and refer to it in the report. Default: true. */
  isSourceKept?: boolean;
  /** The pages of a PDF to read as images; by default, those without usable text. */
  recognize?: Recognition;
  /** Time limit for recognizing the text of scanned pages, in seconds; none by default. */
  scanSeconds?: number;
  /** Time limit for drawing the figures of a PDF, in seconds. Default: 60. */
  pictureSeconds?: number;
}

/** A report as Markdown, with import warnings. */
export interface ImportedReport {
  slug: string;
  meta: ReportMeta;
  markdown: string;
  /** The import warnings, in the order of the source lines. */
  doubts: ImportWarning[];
  /** The position of the text on the pages; undefined if the format has no pages. */
  layout?: PageLayout;
  /** The words as drawn on the pages, and their boxes; undefined if the format has no pages. */
  boxed?: BoxedText;
  /**
   * The printed number of each page, null before page 1; undefined if the format has no pages, or the file has no page
   * numbers.
   */
  folios?: readonly (number | null)[];
  /** The pictures that the Markdown refers to; undefined if the format has none. */
  pictures?: readonly ReadPicture[];
  /** The comments in the file; undefined if they aren't read from its format. */
  comments?: readonly ReadComment[];
}

/** Approximate number of characters per printed line. Only the proportions between pages matter. */
const PRINTED_WIDTH = 90;

/**
 * Converts a plain-text report to Markdown with front matter. It uses typographic conventions only, nothing specific to
 * a particular report.
 *
 * @param bytes the source file
 * @throws UserError if the file is not text, is blank, or has no title and none is given
 */
export function importText(bytes: Uint8Array, options: ImportOptions = {}): ImportedReport {
  const { text, guess } = decode(bytes);
  const joinParts = partJoiner(text);
  const source = splitLines(text);
  const furniture = dropFurniture(source);
  const front = readFront(furniture.lines, options.title);
  const title = options.title?.trim() || front.title;
  if (!title) throw new UserError("import-title.start");
  const slug = options.slug === undefined ? slugOf(title) : checkSlug(options.slug);

  const notes = readNotes(front.body, joinParts);
  const chunks = splitChunks(notes.body);
  const built = buildBlocks(chunks, front.contents, joinParts);
  const illustrated = addMissingPictures(built.blocks, chunks);
  const joined = joinCutSentences(illustrated.blocks, joinParts);
  const { meta, doubts } = readMeta(front, joined.blocks, options);
  const pages = numberBlocks(joined.blocks, source);

  const { isSourceKept = true } = options;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const wholeMeta: ReportMeta = { title, ...meta, ...(isSourceKept && { source: `sources/${slug}.txt`, sha256 }) };
  const markdown = writeDocument(wholeMeta, pages.blocks, notes.footnotes, pages.labels);
  const steps = [furniture, notes, built, illustrated, joined, pages];
  const encoding = guess ? [{ line: 1, problem: problem("import-warning.encoding", { encoding: guess }) }] : [];
  const all = [...encoding, ...doubts, ...steps.flatMap((step) => step.doubts)].sort((a, b) => a.line - b.line);
  return { slug, meta: wholeMeta, markdown, doubts: all };
}

/** Assigns page numbers. The first block of the body is at the start of a page, or continues one. */
function numberBlocks(blocks: readonly Block[], source: readonly Line[]) {
  const [first, ...rest] = blocks;
  if (!first) return { blocks: [], labels: new Map(), doubts: [] };
  const start: PageBreak = { line: first.line, evidence: "section", pages: 1 };
  const placed: Block[] = [{ ...first, turn: start }, ...rest];
  const anchors = blocks
    .filter((block): block is Heading & { page: number } => block.type === "heading" && block.page !== undefined)
    .map(({ line, page }) => ({ line, page }));
  return { blocks: placed, ...numberPages(start, turnsIn(placed).slice(1), anchors, heights(source)) };
}

/** Estimates the number of printed lines above a source line. */
function heights(source: readonly Line[]): (line: number) => number {
  const above: number[] = [0, 0];
  for (const { number, value } of source) {
    above[number + 1] =
      (above[number + 1] ?? above[number] ?? 0) + Math.max(1, Math.ceil(value.length / PRINTED_WIDTH));
  }
  return (line) => above[line] ?? 0;
}
