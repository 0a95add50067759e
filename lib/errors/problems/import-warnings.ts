import type { ProblemTable } from "../table";

/** Import warnings: what the importer wasn't sure about. They are not errors, so they have no status. */
export const IMPORT_WARNINGS = {
  "import-warning.encoding": {
    text: "The file is not in UTF-8, so it was read as {encoding}. Check that the letters are correct.",
  },
  "import-warning.missing.authors": { text: "No authors were found. Add them to the front matter." },
  "import-warning.missing.authors-section": {
    text: "No section names the authors. Add them to the front matter.",
  },
  "import-warning.missing.editor": { text: "No editor was found. Set it with --editor." },
  "import-warning.missing.place": { text: "No place was found. Set it with --place." },
  "import-warning.missing.year": { text: "No year was found. Set it with --year." },
  "import-warning.missing.publisher": { text: "No publisher was found. Set it with --publisher." },
  "import-warning.publisher": {
    text: "“{publisher}” was read as the publisher because the section about the authors names it.",
  },
  "import-warning.hyphen": { text: "The hyphen in “{word}” was kept." },
  "import-warning.not-joined": {
    text: "“{end}” doesn’t end with a full stop, but was not joined with the text after it.",
  },
  "import-warning.joined.no-page-break": {
    text: "“{end}” and “{start}” were joined, although no page break was found between them.",
  },
  "import-warning.joined.capital": {
    text: "“{end}” and “{start}” were joined, although the second starts with a capital letter.",
  },
  "import-warning.pages.unnumbered": {
    text: "No printed page numbers were found, so pages are numbered from 1.",
  },
  "import-warning.pages.too-many": {
    text: "Pages {from} to {to} have more page breaks than the table of contents allows ({count} too many).",
  },
  "import-warning.pages.too-few": {
    text: "According to the table of contents, the number of page breaks between pages {from} and {to} is {needed}, but the number found in the text is {found}.",
  },
  "import-warning.pages.not-found": {
    text: "Page breaks are missing between pages {from} and {to} ({count} in total).",
  },
  "import-warning.pages.uncertain": {
    text: "Page {page} probably starts here, but the page break is not certain.",
  },
  "import-warning.pages.empty": { text: "This page has no text. It may be blank or a picture." },
  "import-warning.running-head": {
    text: "“{text}” was left out on {count} pages because it looks like a running head.",
  },
  "import-warning.page-numbers": {
    text: "Lines with page numbers ({count} in total) were left out and read as page breaks.",
  },
  "import-warning.contents": {
    text: "The section “{title}” from the table of contents was not found in the text.",
  },
  "import-warning.heading": { text: "“{text}” was read as a heading." },
  "import-warning.list-item": {
    text: "“{text}” has no bullet, but was read as the next item of the lettered list.",
  },
  "import-warning.caption": { text: "The caption “{caption}” has no table or figure below it." },
  "import-warning.picture": { text: "The picture with the caption “{caption}” is missing from the source." },
  "import-warning.figure": { text: "A figure was left out. Only its position and caption are kept." },
  "import-warning.pictures.one": { text: "1 picture is missing: {reason}." },
  "import-warning.pictures.many": { text: "{count} pictures are missing: {reason}." },
  "no-picture.absent": { text: "the file doesn’t contain the picture data" },
  "no-picture.format": { text: "only PNG, JPEG, GIF and WebP pictures can be shown" },
  "no-picture.drawn": { text: "charts and drawings can be shown only if the file also contains them as pictures" },
  "no-picture.slow": { text: "drawing it took too long" },
  "no-picture.bytes": { text: "a picture can be up to {max} MB" },
  "no-picture.pixels": { text: "a picture can have up to {max} megapixels, and up to {side} pixels on each side" },
  "no-picture.total": { text: "a report can have up to {count} pictures, and up to {max} MB of pictures in total" },
  "import-warning.notes.paired": {
    text: "Notes were found ({count} in total), such as “{start}”. Check that their markers are in the right places.",
  },
  "import-warning.notes.unexpected": {
    text: "This line looks like footnote {number}, but footnote {expected} was expected, so it was left in the text.",
  },
  "import-warning.notes.gap": {
    text: "Footnote {number} follows footnote {previous}. The footnotes between them are missing.",
  },
  "import-warning.notes.paragraph": { text: "“{start}” was read as another paragraph of footnote {label}." },
  "import-warning.notes.number": { text: "The number [{label}] at the end of footnote {label} was left out." },
  "import-warning.notes.marker": { text: "“{text}” was read as the marker of footnote {number}." },
  "import-warning.notes.superscript": {
    text: "The superscript {number} in “{text}” matches no footnote, so it was left in the text.",
  },
  "import-warning.notes.unmarked.by-number": { text: "No marker in the text refers to footnote {number}." },
  "import-warning.notes.unmarked.by-text": { text: "The note “{start}” has no marker in the text." },
  "import-warning.notes.unmarked.on-page": {
    text: "Footnote {label} (“{start}”) has no marker on page {page}.",
  },
  "import-warning.notes.unmarked.on-pages": {
    text: "Footnote {label} (“{start}”) has no marker on pages {first} to {last}.",
  },
  "import-warning.scan.chosen": {
    text: "The pages were read as images, so the text was recognized (OCR). Check names and numbers.",
  },
  "import-warning.scan.file": {
    text: "This file is a scan, so the text was recognized (OCR). Check names and numbers.",
  },
  "import-warning.scan.page": {
    text: "This page is a scan, so the text was recognized (OCR). Check names and numbers.",
  },
  "import-warning.scan.pages": {
    text: "{count} pages are scans, so the text was recognized (OCR). Check names and numbers.",
  },
  "import-warning.scan.language": {
    text: "The text seems to be in {language}, but this server can’t recognize {language} yet, so expect many errors. Install Tesseract with {language} on the server (on Debian and Ubuntu: apt-get install tesseract-ocr tesseract-ocr-{data}), then import the file again.",
  },
  "language.en": { text: "English" },
  "language.ru": { text: "Russian" },
  "language.kk": { text: "Kazakh" },
  "import-warning.uncertain.one": { text: "1 word is uncertain: “{word}”." },
  "import-warning.uncertain.many": { text: "{count} words are uncertain: {words}." },
  "import-warning.tracked-changes.one-kind": { text: "Tracked changes were accepted: {changes}." },
  "import-warning.tracked-changes.both-kinds": {
    text: "Tracked changes were accepted: {insertions} and {deletions}.",
  },
  "one.insertions": { text: "1 insertion" },
  "many.insertions": { text: "{count} insertions" },
  "one.deletions": { text: "1 deletion" },
  "many.deletions": { text: "{count} deletions" },
  "import-warning.comments.one": { text: "1 comment was left out." },
  "import-warning.comments.many": { text: "{count} comments were left out." },
  "import-warning.comments.limit": { text: "Only the first {max, number} comments in the file were read." },
  "import-warning.macros": { text: "The macros in the file were left out. They were not run." },
  "import-warning.book-parts.one": { text: "1 part of the book ({path}) could not be found in the file." },
  "import-warning.book-parts.many": {
    text: "{count} parts of the book ({paths}) could not be found in the file.",
  },
  /** A warning from an import job of an earlier version, which stored warnings as text. */
  "import-warning.former": { text: "{sentence}" },
} as const satisfies ProblemTable;
