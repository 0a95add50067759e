import { createHash } from "node:crypto";
import { UserError } from "../../errors";
import type { ReportMeta } from "../../report/model";
import { writeTree } from "../document";
import { imprintOf } from "../imprint";
import type { ImportedReport, ImportOptions } from "../index";
import type { OnProgress } from "../progress";
import { checkSlug, slugOf } from "../slug";
import { excerpt, type ImportWarning } from "../warning";
import { readPdf } from "./read-pdf";
import { type PdfDocument, structureOf } from "./structure";
import { toTree } from "./to-tree";

/**
 * Converts a PDF to Markdown with front matter. The structure is derived from the style and position of the content.
 *
 * @throws UserError `pdf-password`, `pdf-damaged`, `pdf-too-long`, `pdf-too-large`, `pdf-no-text`, and `import-title`
 *   if there is no title and none is given
 */
export async function importPdf(
  bytes: Uint8Array,
  options: ImportOptions = {},
  onProgress: OnProgress = () => {},
): Promise<ImportedReport> {
  const file = await readPdf(bytes, onProgress);
  onProgress({ stage: "structure" });
  const document = structureOf(file);
  if (document.blocks.length === 0) {
    throw new UserError("pdf-no-text");
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
  const all = [...doubts, ...doubtsOf(document)].sort((a, b) => a.line - b.line);
  return { slug, meta: whole, markdown: writeTree(whole, toTree(document)), doubts: all };
}

/** The import warnings, by page of the file. */
function doubtsOf({ notes, emptyPages, blocks }: PdfDocument): ImportWarning[] {
  const loose = notes
    .filter((note) => !note.hasMarker)
    .map(({ page, label, text }) => ({
      line: page + 1,
      text: `Footnote ${label} (“${excerpt(text.text)}”) has no marker in the text.`,
    }));
  const empty = emptyPages.map((page) => ({
    line: page + 1,
    text: "This page has no text. It may be a scan or a picture.",
  }));
  const figures = blocks.flatMap((block) =>
    block.type === "figure"
      ? [{ line: block.page + 1, text: "A figure was left out. Only its position and caption are kept." }]
      : [],
  );
  return [...loose, ...empty, ...figures];
}
