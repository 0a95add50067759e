import type { ProblemTable } from "../table";
import { TOO_NESTED } from "./shared";

/** Reading the source files of reports. */
export const REPORTS = {
  "import-empty": { status: 400, text: "The file contains no text. Choose another file." },
  "import-binary": {
    status: 400,
    text: "The file contains NUL bytes, so it is not plain text. Save it as text in UTF-8.",
  },
  "import-encoding": { status: 400, text: "The file is not in UTF-8. Save it as UTF-8 and import it again." },
  "import-password.copy-protection": {
    status: 400,
    text: "The book is protected against copying (DRM), so Concord can’t read it. Import a copy without protection.",
  },
  "upload-kind.rtf": {
    status: 400,
    text: "To read RTF, the server needs LibreOffice, which isn’t installed. Save the file as Word (.docx) and import that.",
  },
  "upload-kind.mhtml": {
    status: 400,
    text: "Concord can’t read web archives (MHTML). Save the page as HTML and import that.",
  },
  "upload-kind.other-format": {
    status: 400,
    text: "The file name ends in .{ending}, but the file has a different format. Open it in the program that created it, and save it again.",
  },
  "import-password.file": {
    status: 400,
    text: "The file is protected with a password. Save a copy without one and import that.",
  },
  "upload-kind.doc": {
    status: 400,
    text: "To read old Word files (.doc), the server needs LibreOffice, which isn’t installed. Save the file as .docx and import that.",
  },
  "import-nesting.whole": { status: 400, text: TOO_NESTED },
  "import-title.start": { status: 400, text: "No title was found at the start of the file. Set it with --title." },
  "pdf-no-text.own": {
    status: 400,
    text: "The PDF has no text of its own. Read its pages as images instead.",
  },
  "pdf-no-text.any": {
    status: 400,
    text: "The PDF has no text, and none could be recognized in its pictures.",
  },
  "import-title.first-page": { status: 400, text: "No title was found on the first page. Set it with --title." },
  "pdf-too-large.whole": { status: 413, text: "The PDF is too large to read. Split it into smaller files." },
  "pdf-too-long": {
    status: 413,
    text: "The PDF has {count} pages, but Concord can read at most {max}. Split it into smaller files.",
  },
  "pdf-too-large.pages": {
    status: 413,
    text: "The PDF is too large. Concord could read only {read} of its {count} pages. Split it into smaller files.",
  },
  "pdf-too-large.picture": {
    status: 413,
    text: "The picture on page {page} has {megapixels} megapixels, which is too large for text recognition. Save the file with a lower resolution, for example 300 dpi.",
  },
  "pdf-scan-too-long.scans": {
    status: 413,
    text: "The PDF has {all} scanned pages, but Concord can recognize only about {possible} of them in the time allowed for a file. Split it into smaller files, or import it on the server with the import command.",
  },
  "pdf-scan-too-long.chosen": {
    status: 413,
    text: "The PDF has {all} pages to recognize, but Concord can recognize only about {possible} of them in the time allowed for a file. Use the text in the file, split it into smaller files, or import it on the server with the import command.",
  },
  "pdf-password": {
    status: 400,
    text: "The PDF is protected with a password. Save a copy without one and import that.",
  },
  "pdf-damaged": {
    status: 400,
    text: "The PDF is damaged or incomplete. Open it in a PDF viewer, save it again and import that.",
  },
  "import-slug.invalid": {
    status: 400,
    text: "The slug “{slug}” is not valid. Use at most {max} characters (a-z and 0-9, with single hyphens between them).",
  },
  "import-slug.empty": {
    status: 400,
    text: "The title “{title}” has no letters or digits for a slug. Set a slug with --slug.",
  },
  "import-exists": {
    status: 409,
    text: "{name} already exists with different content. Use --replace to overwrite it, or --slug to choose another name.",
  },
  "import-no-text": { status: 400, text: "The file has no readable text. Choose another file." },
  "import-title.file": { status: 400, text: "No title was found in the file. Set it with --title." },
  "import-nesting.levels": {
    status: 400,
    text: "The file is nested more than {max} levels deep. Save it again in another program and import that.",
  },
  "import-too-large": {
    status: 413,
    text: "The file is too large when unpacked. Split it, or save it without pictures, and import that.",
  },
  "import-damaged.file": {
    status: 400,
    text: "The file is damaged or incomplete. Open it in the program that created it, save it again, and import that.",
  },
  "import-damaged.office": {
    status: 400,
    text: "LibreOffice couldn’t read the file. It may be damaged or protected with a password. Save a copy as Word (.docx) and import that.",
  },
  "upload-too-large.text": {
    status: 413,
    text: "The file is larger than 5 MB, the maximum for plain text. Split it into several reports.",
  },
  "upload-kind.choose": {
    status: 400,
    text: "Choose a PDF, Word, RTF, OpenDocument (.odt), EPUB, HTML, plain-text (.txt) or Markdown (.md) file.",
  },
  "upload-empty.only-title": { status: 400, text: "The file has a title, but no text below it." },
  "upload-title": { status: 400, text: "No title was found in the file. Enter the report’s title below." },
  "report-format.front-matter-length": {
    status: 400,
    text: "The front matter is longer than {max, number} characters. Shorten it.",
  },
  "report-format.yaml": { status: 400, text: "The front matter is not valid YAML: {problem}." },
  "report-format.aliases": {
    status: 400,
    text: "The front matter uses YAML aliases that can’t be resolved. Write out each value instead.",
  },
  "report-format.no-front-matter": {
    status: 400,
    text: "The report doesn’t start with front matter. Add it between 2 lines of ---.",
  },
  "report-format.fields": { status: 400, text: "The front matter is not valid. {problems}." },
  "report-format.nesting": { status: 400, text: "The report’s Markdown is nested too deeply to be read." },
  "upload-kind.office": {
    status: 400,
    text: "The file is a spreadsheet or a presentation. Save it as a PDF and import that.",
  },
  "upload-kind.zip": {
    status: 400,
    text: "Concord can’t read this ZIP file. Unpack it and import the report on its own.",
  },
} as const satisfies ProblemTable;
