import { readFile } from "node:fs/promises";
import { UserError } from "../errors";
import { addToFrontMatter, missingInFrontMatter, splitFrontMatter } from "../report/front-matter";
import type { Report } from "../report/model";
import { parseReport } from "../report/parse";
import { openBundle } from "./bundle";
import { placeComments, type ReadComment } from "./comments";
import { correct } from "./corrections";
import { regionsOf, withRegionTexts } from "./corrections/regions";
import type { Correction } from "./corrections/schemas";
import { decode } from "./decode";
import { withFrontMatter } from "./document";
import { drawnTextOf } from "./drawn-text";
import { type Format, formatOf } from "./format";
import { importMarkup, importOffice, isOffice } from "./import-file";
import { imprintOf } from "./imprint";
import { type ImportedReport, type ImportOptions, importText } from "./index";
import type { PageLayout } from "./layout";
import { withPictures } from "./markdown-pictures";
import type { GivenMeta } from "./meta";
import type { OfficeFormat } from "./office/libreoffice";
import { importPdf } from "./pdf";
import type { ReadPicture } from "./pictures/collector";
import type { ImportProgress, OnProgress } from "./progress";
import type { OnPages, ProvisionalPage } from "./provisional";
import type { Recognition } from "./recognition";
import type { RegionContent } from "./regions";
import { slugOf } from "./slug";
import { isTextTooLarge, MAX_TEXT_BYTES } from "./text-size";
import { type ReadRegion, readMarkedRegion } from "./uploaded-regions";
import type { ImportWarning } from "./warning";

/** A file chosen in the browser, with the metadata entered for it. */
export interface Upload {
  /** The file's name. Its extension determines the format of plain text. */
  name: string;
  bytes: Uint8Array;
  /**
   * Metadata that fills in what the file lacks. For plain text, it takes precedence, because metadata found in the text
   * is only a guess.
   */
  given: GivenMeta;
}

/** Time limits for the steps of reading a PDF that can take a long time. */
type PdfLimits = Required<Pick<ImportOptions, "scanSeconds" | "pictureSeconds">>;

/**
 * Both time limits are less than the workers' limits. Therefore, the error can say how many scanned pages can be
 * recognized in that time, and only the remaining figures are missing if drawing them takes too long.
 */
const IMMEDIATE: PdfLimits = { scanSeconds: 20, pictureSeconds: 5 };
const IN_BACKGROUND: PdfLimits = { scanSeconds: 540, pictureSeconds: 40 };

/** The metadata that can be entered with a file. */
const GIVEN_FIELDS = ["title", "authors", "editor", "publisher", "place", "year", "language"] as const;
type GivenField = (typeof GIVEN_FIELDS)[number];

/** A file parsed as a report. */
export interface ReadUpload {
  format: Format;
  /** The slug is derived from the title or the file name. */
  report: Report;
  markdown: string;
  /** Import warnings, except those about missing fields. */
  doubts: Omit<ImportWarning, "field">[];
  /** The position of the text on the pages; undefined if the format has no pages. */
  layout?: PageLayout;
  /** The pictures that the text refers to; undefined if it has none, or if the file has already been read. */
  pictures?: readonly ReadPicture[];
  /** The words as drawn on the pages (`drawnTextOf`); undefined if the file has none, or has already been read. */
  drawn?: Uint8Array;
  /** The comments in the file, in the form in which they are stored. */
  comments?: readonly ReadComment[];
  /** The passage of each comment in the text; null if it was not found. */
  passages: ReturnType<typeof placeComments>;
  /** Fields that neither the file nor the user has reliably filled in. */
  missing: GivenField[];
  /** The corrections, and whether each could be applied. */
  corrections: readonly Correction[];
  fits: boolean[];
}

/** A file as passed to a worker, which is either its bytes or the path of a file that contains them. */
export interface UploadedFile extends Pick<Upload, "name" | "given"> {
  content: Uint8Array | string;
  /** The pages of a PDF to read as images; by default, those without usable text. */
  recognize?: Recognition;
  /** Corrections to replay on the text as read. */
  corrections: readonly Correction[];
}

/** The stored result of reading a file. `finishUpload` turns it into a report and can change its details. */
export type ReadFile = Pick<ReadUpload, "format" | "markdown" | "doubts" | "layout" | "comments">;

/**
 * Reads a file of any format as a report.
 *
 * @throws UserError `upload-too-large` (413) if a plain-text file is too large, and the errors of `readUpload` and
 *   `importPdf`
 */
export async function readUploadedFile(
  { corrections, ...file }: UploadedFile,
  onProgress: OnProgress = () => {},
): Promise<ReadUpload> {
  const read = await readUncorrected(file, IMMEDIATE, { onProgress });
  const { name, given, content, recognize } = file;
  if (corrections.length === 0) return read;
  const regions: ReadRegion[] = [];
  for (const region of regionsOf(corrections)) {
    const { language } = given;
    const options = { ...(recognize && { recognize }), ...(language && { language }) };
    regions.push(await readMarkedRegion({ content, region, ...options }));
  }
  const contents = regions.map(({ content }) => content);
  const pictures = [...(read.pictures ?? []), ...regions.flatMap((region) => region.pictures)];
  const finished = finishUpload({ name, given, corrections, regions: contents, read: kept(read) });
  return { ...finished, ...picturesOf({ pictures }) };
}

interface Watcher {
  onProgress: OnProgress;
  onPages?: OnPages;
}

async function readUncorrected(
  { name, given, content, recognize }: Omit<UploadedFile, "corrections">,
  limits: PdfLimits,
  watcher: Watcher,
): Promise<ReadUpload> {
  const bytes = typeof content === "string" ? new Uint8Array(await readFile(content)) : content;
  if (isTextTooLarge(name, bytes, bytes.length)) {
    throw new UserError("upload-too-large.text");
  }
  const upload = { name, given, bytes };
  const format = formatOf(name, bytes);
  if (format === "pdf") return readPdfUpload(upload, { ...limits, ...(recognize && { recognize }) }, watcher);
  watcher.onProgress({ stage: "structure" });
  if (isOffice(format)) return readOfficeUpload(upload, format);
  return readUpload(upload);
}

/** What a job reports while it reads a file: its progress, or pages that have been read. */
export type JobReport = ImportProgress | { read: ProvisionalPage[] };

/** Reads a file and returns the result to store. The parsed report, which is several times as large, is left out. */
export async function readToKeep(
  file: Omit<UploadedFile, "corrections">,
  report: (report: JobReport) => void,
): Promise<ReadFileToStore> {
  const watcher = { onProgress: report, onPages: (read: ProvisionalPage[]) => report({ read }) };
  const read = await readUncorrected(file, IN_BACKGROUND, watcher);
  return { ...kept(read), ...picturesOf(read), ...(read.drawn && { drawn: read.drawn }) };
}

/** The result of reading a file, and what is stored separately: its pictures, and its text as drawn. */
export type ReadFileToStore = ReadFile & Pick<ReadUpload, "pictures" | "drawn">;

function picturesOf({ pictures }: Pick<ImportedReport, "pictures">): Pick<ReadUpload, "pictures"> {
  return pictures && pictures.length > 0 ? { pictures } : {};
}

function kept({ format, markdown, doubts, layout, comments }: ReadUpload): ReadFile {
  return { format, markdown, doubts, ...(layout && { layout }), ...(comments && { comments }) };
}

interface FinishedFile extends Omit<Upload, "bytes"> {
  read: ReadFile;
  corrections: readonly Correction[];
  /** What the file contains in the regions that corrections mark, in order. */
  regions: readonly RegionContent[];
}

/**
 * Creates a report from a file that has already been read, and applies corrections to it.
 *
 * @param file.given takes precedence over the details in the file, as it does when the file is read
 */
export function finishUpload({ name, given, corrections, regions, read: before }: FinishedFile): ReadUpload {
  const { read, fits } = correct(before, corrections, regions);
  const { format, doubts, layout } = read;
  const more = { fits, corrections: withRegionTexts(corrections, regions) };
  if (format === "markdown") {
    return { ...parsedMarkdown(name, addToFrontMatter(read.markdown, given)), doubts, ...more };
  }
  const { meta, body } = splitFrontMatter(read.markdown);
  const { title, place, language } = meta;
  const imprint = imprintOf({ ...meta, text: "" }, { ...(place !== undefined && { place }), language, ...given });
  const whole = { title: given.title?.trim() || title, ...imprint.meta };
  const markdown = withFrontMatter(whole, body);
  const { comments } = read;
  const imported = {
    ...{ markdown, meta: whole, doubts: [...doubts, ...imprint.doubts] },
    ...(layout && { layout }),
    ...(comments && { comments }),
  };
  return { ...readImported(imported, name, given, format), ...more };
}

/**
 * Reads a file as a report. Markdown is parsed directly, and other formats go through their importers, except for PDF,
 * RTF and old Word files, which take longer.
 *
 * @throws UserError `upload-kind` for other formats, `upload-title` if there is no title and none is given, and the
 *   errors of `formatOf`, `importText`, `importMarkup` and `parseReport`
 */
export function readUpload({ name, bytes, given }: Upload): ReadUpload {
  const format = formatOf(name, bytes);
  if (format === "markdown") return readMarkdown(name, bytes, given);
  if (format === "pdf" || isOffice(format) || (format === "text" && !/\.txt$/iu.test(name))) {
    throw new UserError("upload-kind.choose");
  }
  try {
    const options = { ...given, ...UNNAMED };
    const imported = format === "text" ? importText(bytes, options) : importMarkup(format, bytes, options);
    return readImported(imported, name, given, format);
  } catch (error) {
    throw forBrowser(error);
  }
}

/** The slug is chosen later. */
const UNNAMED = { slug: "report", isSourceKept: false };

/**
 * Reads a PDF as a report.
 *
 * @throws UserError `upload-title` if there is no title and none is given, and the errors of `importPdf`
 */
async function readPdfUpload(
  { name, bytes, given }: Upload,
  options: PdfLimits & Pick<ImportOptions, "recognize">,
  { onProgress, onPages }: Watcher,
): Promise<ReadUpload> {
  try {
    const imported = await importPdf(bytes, { ...given, ...UNNAMED, ...options }, onProgress, onPages);
    onProgress({ stage: "check" });
    return readImported(imported, name, given, "pdf");
  } catch (error) {
    throw forBrowser(error);
  }
}

/**
 * Reads an RTF or old Word file as a report.
 *
 * @throws UserError `upload-title` if there is no title and none is given, and the errors of `importOffice`
 */
async function readOfficeUpload({ name, bytes, given }: Upload, format: OfficeFormat): Promise<ReadUpload> {
  try {
    return readImported(await importOffice(format, bytes, { ...given, ...UNNAMED }), name, given, format);
  } catch (error) {
    throw forBrowser(error);
  }
}

function readImported(
  { markdown, doubts, meta, layout, comments = [], ...imported }: Omit<ImportedReport, "slug">,
  name: string,
  given: GivenMeta,
  format: Format,
): ReadUpload {
  const missing = doubts.flatMap(({ field }) => field ?? []);
  const report = parseReport(markdown, suggestedSlug(meta.title, name));
  const drawn = drawnTextOf({ ...(layout && { layout }), ...imported });
  return {
    ...(drawn && { drawn }),
    format,
    report,
    markdown,
    doubts: doubts.flatMap(({ field, ...doubt }) => (field === undefined ? [doubt] : [])),
    ...(layout && { layout }),
    ...picturesOf(imported),
    ...(comments.length > 0 && { comments }),
    passages: placeComments(report, layout, comments),
    missing: given.language === undefined ? [...missing, "language"] : missing,
    corrections: [],
    fits: [],
  };
}

function readMarkdown(name: string, bytes: Uint8Array, given: GivenMeta): ReadUpload {
  const file = openBundle(name, bytes);
  if (file.bytes.length > MAX_TEXT_BYTES) throw new UserError("upload-too-large.text");
  const { text: typed } = decode(file.bytes);
  const isBare = !/^---\r?\n/u.test(typed);
  const { text, ...heading } = isBare && given.title === undefined ? headed(typed) : { text: typed };
  const { markdown, pictures, warnings } = withPictures(
    addToFrontMatter(addToFrontMatter(text, heading), given),
    file.beside,
  );
  const doubts = warnings.map((problem) => ({ line: 0, problem }));
  return { ...parsedMarkdown(name, markdown), doubts, ...picturesOf({ pictures }) };
}

function parsedMarkdown(name: string, markdown: string): ReadUpload {
  const report = parseReport(markdown, "report");
  if (report.text === "") throw new UserError("upload-empty.only-title");
  return {
    format: "markdown",
    report: { ...report, slug: suggestedSlug(report.meta.title, name) },
    markdown,
    doubts: [],
    passages: [],
    missing: missingInFrontMatter(markdown, GIVEN_FIELDS),
    corrections: [],
    fits: [],
  };
}

/** A level 1 heading on the first line: marked with `#` or underlined with `=`. */
const HEADING = /^(?:[ \t\r]*\n)* {0,3}(?:#[ \t]+(\S[^\n]*)(?:\n|$)|([^\s#][^\n]*)\n=+[ \t\r]*(?:\n|$))/u;

/**
 * Splits Markdown without front matter into its title, which is the heading at the start, and the text below it.
 *
 * @throws UserError `upload-title` if the Markdown does not begin with a heading
 */
function headed(typed: string): { text: string; title: string } {
  const [whole = "", marked, underlined] = HEADING.exec(typed) ?? [];
  // The heading is parsed as Markdown, so that the title has no markup.
  const line = `# ${marked ?? underlined ?? ""}`;
  const title = parseReport(`---\ntitle: none\n---\n\n${line}\n`, "report").sections[0]?.title;
  if (!title) throw withoutTitle();
  return { text: typed.slice(whole.length).replace(/^\s*\n/u, ""), title };
}

function withoutTitle(): UserError {
  return new UserError("upload-title");
}

/** The importer's message for a missing title is written for the command line. */
function forBrowser(error: unknown): unknown {
  return error instanceof UserError && error.code === "import-title" ? withoutTitle() : error;
}

/** A slug derived from the title if it has letters or digits, otherwise from the file name. */
function suggestedSlug(title: string, file: string): string {
  for (const text of [title, file.replace(/\.[^.]*$/u, "")]) {
    try {
      return slugOf(text);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
  return "report";
}
