import type { ProblemTable } from "../table";

/** Work in worker processes. */
export const WORKERS = {
  "too-many-jobs.own": {
    status: 429,
    text: "Several of your files or notes are still being processed. Wait until one of them is done, then try again.",
  },
  "too-many-jobs.all": { status: 503, text: "Concord is busy. Try again in a moment." },
  "too-much-work.notes": { status: 422, text: "These notes are too complex to format. Simplify their Markdown." },
  "too-much-work.comparing": {
    status: 422,
    text: "Comparing this text with the current edition takes too long, so the highlights can’t be placed in the new text. Add it as a new report.",
  },
  "too-much-work.editions": {
    status: 422,
    text: "Comparing these editions takes too long. Open them one after the other instead.",
  },
  "too-much-work.notes-file": {
    status: 422,
    text: "This file takes too long to process. Split it into several smaller files, or remove very long notes.",
  },
  "too-much-work.annotation": {
    status: 422,
    text: "The text of this annotation is too complex. Simplify its HTML, or send it as plain text or Markdown.",
  },
  "too-much-work.docx": {
    status: 422,
    text: "There are too many notes for one Word document. Filter the notes to export them in parts, or choose Markdown.",
  },
  "too-much-work.annotated-pdf": {
    status: 422,
    text: "The PDF takes too long to annotate. Choose another format.",
  },
  "too-much-work.report": {
    status: 422,
    text: "The report takes too much time or memory to read. Split it into several reports.",
  },
  "too-much-work.job": {
    status: 422,
    text: "The file takes too much time or memory to read. Split it, or import it on the server with the import command.",
  },
  "too-much-work.file": {
    status: 422,
    text: "The file takes too long to read. Split it, or import it on the server with the import command.",
  },
  "too-much-work.reading": {
    status: 422,
    text: "The report takes too much time or memory to read. Split the file into several reports.",
  },
  "too-much-work.citations": {
    status: 422,
    text: "These passages take too long to cite. Remove some from the collection.",
  },
} as const satisfies ProblemTable;
