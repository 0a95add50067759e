import { UserError } from "../errors";
import { openBundle } from "./bundle";
import { readDocx } from "./docx";
import { readEpub } from "./epub";
import { type Format, formatOf } from "./format";
import { readHtml } from "./html";
import { type ImportedReport, type ImportOptions, importText } from "./index";
import { readOdt } from "./odt";
import { type OfficeFormat, toDocx } from "./office/libreoffice";
import { importPdf } from "./pdf";
import type { OnProgress } from "./progress";
import { signatureOf } from "./signature";
import { importDocument } from "./structured/import-document";
import type { SourceDocument } from "./structured/model";

/** The formats with markup for headings, lists and notes. */
type MarkupFormat = Exclude<Format, "pdf" | OfficeFormat | "markdown" | "text">;

const READERS: Record<MarkupFormat, (bytes: Uint8Array) => SourceDocument> = {
  html: (bytes) => {
    const page = openBundle("page.html", bytes);
    return readHtml(page.bytes, page.beside);
  },
  epub: readEpub,
  docx: readDocx,
  odt: readOdt,
};

/**
 * Converts an RTF or old Word file to DOCX, and then to Markdown with front matter.
 *
 * @throws UserError the errors of `toDocx` and `importMarkup`
 */
export async function importOffice(
  format: OfficeFormat,
  bytes: Uint8Array,
  options: ImportOptions = {},
): Promise<ImportedReport> {
  return importMarkup("docx", await toDocx(bytes, format), options);
}

export const isOffice = (format: Format): format is OfficeFormat => format === "rtf" || format === "doc";

/**
 * Converts a file with markup to Markdown with front matter.
 *
 * @throws UserError `import-nesting`, `import-too-large`, `import-damaged`, `import-password`, and the errors of
 *   `importDocument`
 */
export function importMarkup(format: MarkupFormat, bytes: Uint8Array, options: ImportOptions = {}): ImportedReport {
  try {
    return importDocument(bytes, READERS[format](bytes), format, options);
  } catch (error) {
    // The readers are recursive, so deep nesting can overflow the stack.
    if (error instanceof RangeError) throw new UserError("import-nesting.whole");
    throw error;
  }
}

/**
 * Converts a file of any format to Markdown with front matter. Markdown is read as plain text.
 *
 * @param name the file's name; the content takes precedence over its extension
 * @throws the errors of `formatOf`, `importPdf`, `importText`, `importOffice` and `importMarkup`
 */
export async function importFile(
  name: string,
  bytes: Uint8Array,
  options: ImportOptions = {},
  onProgress: OnProgress = () => {},
): Promise<ImportedReport & { format: Format }> {
  const format = formatOf(name, bytes);
  const isBundled = (format === "markdown" || format === "html") && signatureOf(name, bytes) === "zip";
  if (isBundled) throw new UserError("upload-kind.zip");
  if (format === "pdf") return { ...(await importPdf(bytes, options, onProgress)), format };
  onProgress({ stage: "structure" });
  if (format === "markdown" || format === "text") return { ...importText(bytes, options), format };
  if (isOffice(format)) return { ...(await importOffice(format, bytes, options)), format };
  return { ...importMarkup(format, bytes, options), format };
}
