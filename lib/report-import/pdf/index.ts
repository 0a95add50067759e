import { createHash } from "node:crypto";
import { UserError } from "../../errors";
import { type Problem, problem } from "../../errors/problem";
import type { ReportMeta } from "../../report/model";
import type { Picture } from "../../report/pictures";
import { MAX_COMMENTS } from "../comments";
import { writeTree } from "../document";
import { imprintOf } from "../imprint";
import type { ImportedReport, ImportOptions } from "../index";
import { PictureCollector } from "../pictures/collector";
import type { OnProgress } from "../progress";
import type { OnPages } from "../provisional";
import { checkSlug, slugOf } from "../slug";
import { excerpt, type ImportWarning } from "../warning";
import { commentsOf } from "./annotations";
import { boxedTextOf } from "./boxed-text";
import { cutFigures, type Region } from "./cut-figures";
import { withPdf } from "./open-pdf";
import { layoutOf } from "./places";
import { ProvisionalText } from "./provisional";
import { type PdfFile, readPdf } from "./read-pdf";
import { doubtsOfScans } from "./scan-warnings";
import { type PdfDocument, type PdfNote, structureOf } from "./structure";
import { labelsOf, toTree } from "./to-tree";

/**
 * Converts a PDF to Markdown with front matter. The structure is derived from the style and position of the content.
 *
 * @param onPages called with the pages that have been read, while others are still being read
 * @throws UserError `pdf-password`, `pdf-damaged`, `pdf-too-long`, `pdf-too-large`, `pdf-scan-too-long`,
 *   `pdf-no-text`, and `import-title` if there is no title and none is given
 */
export async function importPdf(
  bytes: Uint8Array,
  options: ImportOptions = {},
  onProgress: OnProgress = () => {},
  onPages?: OnPages,
): Promise<ImportedReport> {
  const { language, recognize, scanSeconds: seconds } = options;
  const scanOptions = { ...(language && { language }), ...(recognize && { recognize }), ...(seconds && { seconds }) };
  const collector = new PictureCollector();
  const { file, document } = await withPdf(bytes, async (pdf) => {
    const provisional = onPages && new ProvisionalText(onPages);
    const file = await readPdf(pdf, scanOptions, onProgress, (page) => provisional?.add(page));
    onProgress({ stage: "structure" });
    const document = structureOf(file);
    addPictures(document, file, (regions) => cutFigures(pdf, regions, collector, options.pictureSeconds));
    return { file, document };
  });
  if (document.blocks.length === 0) {
    throw new UserError(recognize === "never" ? "pdf-no-text.own" : "pdf-no-text.any");
  }
  const title = options.title?.trim() || document.title || file.title;
  if (!title) throw new UserError("import-title.first-page");
  const slug = options.slug === undefined ? slugOf(title) : checkSlug(options.slug);
  const { isSourceKept = true } = options;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const fileAuthors = file.author === "" ? [] : [file.author];
  const authors = document.authors.length > 0 ? document.authors : fileAuthors;
  const text = document.blocks.map((block) => ("text" in block ? block.text.text : "")).join("\n");
  const { meta, doubts } = imprintOf({ authors, text }, options);
  const whole: ReportMeta = { title, ...meta, ...(isSourceKept && { source: `sources/${slug}.pdf`, sha256 }) };
  const general = collector.warnings();
  if (file.hasMoreAnnotations) general.push(problem("import-warning.comments.limit", { max: MAX_COMMENTS }));
  const refused = general.map((problem) => ({ line: 0, problem }));
  const all = [...refused, ...doubts, ...doubtsOf(document), ...doubtsOfScans(file, text, options)].sort(
    (a, b) => a.line - b.line,
  );
  const { root, places } = toTree(document);
  const comments = commentsOf(file.annotations, file.pages);
  const layout = layoutOf(root, places, document.pages);
  return {
    slug,
    meta: whole,
    markdown: writeTree(whole, root),
    doubts: all,
    layout,
    boxed: boxedTextOf(document),
    ...(document.folios && { folios: document.folios }),
    pictures: collector.pictures,
    comments,
  };
}

/** Cuts the figures out of the pages. Scanned pages are skipped, because their figures may be crooked. */
function addPictures(
  { blocks }: PdfDocument,
  { pages }: PdfFile,
  cut: (regions: Region[]) => (Picture | undefined)[],
): void {
  const figures = blocks.filter((block) => block.type === "figure").filter(({ page }) => !pages[page]?.recognized);
  const pictures = cut(figures.map(({ region }) => region));
  for (const [index, figure] of figures.entries()) {
    const picture = pictures[index];
    if (picture) figure.picture = picture;
  }
}

/** The import warnings, ordered by page of the file. */
function doubtsOf({ notes, emptyPages, blocks }: PdfDocument): ImportWarning[] {
  const labels = labelsOf(notes);
  const loose = notes.flatMap(({ page, markerPage }, index) =>
    markerPage === undefined ? [{ line: page + 1, problem: unmarked(notes, index), note: labels[index]! }] : [],
  );
  const empty = emptyPages.map((page) => ({
    line: page + 1,
    problem: problem("import-warning.pages.empty"),
  }));
  const figures = blocks.flatMap((block) =>
    block.type === "figure" && !block.picture
      ? [
          {
            line: block.page + 1,
            problem: problem("import-warning.figure"),
            isMinor: true as const,
          },
        ]
      : [],
  );
  return [...loose, ...empty, ...figures];
}

/**
 * Describes a note without a marker, and the range of pages on which its marker should be. The range begins at the
 * marker of the previous note and ends at the marker of the next note, but no later than the note itself.
 */
function unmarked(notes: readonly PdfNote[], index: number): Problem {
  const { page, label, text } = notes[index]!;
  const first = Math.min(
    page,
    notes.slice(0, index).findLast((note) => note.markerPage !== undefined)?.markerPage ?? page,
  );
  const next = notes.slice(index + 1).find((note) => note.markerPage !== undefined)?.markerPage ?? page;
  const last = Math.min(page, Math.max(first, next));
  const start = excerpt(text.text);
  return first === last
    ? problem("import-warning.notes.unmarked.on-page", { label, start, page: first + 1 })
    : problem("import-warning.notes.unmarked.on-pages", { label, start, first: first + 1, last: last + 1 });
}
