import { createHash } from "node:crypto";
import { UserError } from "../../errors";
import { problem } from "../../errors/problem";
import type { ReportMeta } from "../../report/model";
import { writeTree } from "../document";
import { imprintOf } from "../imprint";
import type { ImportedReport, ImportOptions } from "../index";
import { picturesIn } from "../pictures/collector";
import { checkSlug, slugOf } from "../slug";
import { excerpt, type ImportWarning } from "../warning";
import { takeFront } from "./front";
import { contentsOf, plainText, type SourceDocument } from "./model";
import { settled } from "./settle";
import { orderedNotes, toTree } from "./to-tree";

/**
 * Converts a parsed document to Markdown with front matter.
 *
 * @param ending the file extension of the source, if the source is kept
 * @throws UserError `import-no-text` if the file has no text, `import-title` if it has no title and none is given
 */
export function importDocument(
  bytes: Uint8Array,
  read: SourceDocument,
  ending: string,
  options: ImportOptions = {},
): ImportedReport {
  const document = settled(read);
  takeFront(document);
  const text = [...contentsOf(document.blocks)].map(plainText).join("\n");
  const hasCode = document.blocks.some(({ type }) => type === "code");
  if (text.trim() === "" && !hasCode) throw new UserError("import-no-text");
  const title = options.title?.trim() || document.meta.title;
  if (!title) throw new UserError("import-title.file");
  const slug = options.slug === undefined ? slugOf(title) : checkSlug(options.slug);
  const { authors = [], editor, publisher, year } = document.meta;
  const found = {
    authors,
    text,
    ...(editor !== undefined && { editor }),
    ...(publisher !== undefined && { publisher }),
    ...(year !== undefined && { year }),
  };
  const { meta, doubts } = imprintOf(found, options);
  const { isSourceKept = true } = options;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const whole: ReportMeta = { title, ...meta, ...(isSourceKept && { source: `sources/${slug}.${ending}`, sha256 }) };
  const markdown = writeTree(whole, toTree(document));
  const pictures = picturesIn(markdown, document.pictures);
  const { comments } = document;
  const imported = { slug, meta: whole, markdown, doubts: [...doubts, ...doubtsOf(document)], pictures };
  return { ...imported, ...(comments && { comments }) };
}

/** The import warnings. Files of these formats have no lines or pages to refer to. */
function doubtsOf(document: SourceDocument): ImportWarning[] {
  const used = new Set<string>();
  for (const blocks of [document.blocks, ...[...document.notes.values()].map((note) => note.blocks)]) {
    for (const content of contentsOf(blocks)) {
      for (const inline of content) if (inline.type === "note") used.add(inline.note);
    }
  }
  const loose = [...orderedNotes(document)].flatMap(([key, { blocks }]) => {
    const text = [...contentsOf(blocks)].map(plainText).join(" ");
    return used.has(key) ? [] : [problem("import-warning.notes.unmarked.by-text", { start: excerpt(text) })];
  });
  return [...document.warnings, ...loose].map((problem) => ({ line: 0, problem }));
}
