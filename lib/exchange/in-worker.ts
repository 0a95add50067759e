import "server-only";
import type { Task } from "../workers/run";

type Tasks = typeof import("./worker-tasks");

const FILE = "lib/exchange/worker-tasks.ts";

export const READ_IMPORT: Task<Tasks["readImport"]> = {
  file: FILE,
  name: "readImport",
  lane: "file",
  tooMuch: "too-much-work.notes-file",
};

export const READ_ALONE: Task<Tasks["readAlone"]> = {
  file: FILE,
  name: "readAlone",
  lane: "file",
  seconds: 5,
  tooMuch: "too-much-work.annotation",
};

export const ANCHOR_QUOTES: Task<Tasks["anchorQuotes"]> = {
  file: FILE,
  name: "anchorQuotes",
  lane: "file",
  tooMuch: "too-much-work.notes-file",
};

export const FIND_OCCURRING: Task<Tasks["occurringIn"]> = {
  file: FILE,
  name: "occurringIn",
  lane: "file",
  tooMuch: "too-much-work.notes-file",
};

export const WRITE_DOCX: Task<Tasks["writeDocx"]> = {
  file: FILE,
  name: "writeDocx",
  lane: "file",
  tooMuch: "too-much-work.docx",
};

export const READ_PDF_NOTES: Task<Tasks["readPdfNotes"]> = {
  file: FILE,
  name: "readPdfNotes",
  lane: "file",
  tooMuch: "too-much-work.notes-file",
};

export const ANNOTATE_PDF: Task<Tasks["annotatePdf"]> = {
  file: FILE,
  name: "annotatePdf",
  lane: "file",
  isKeptElsewhere: true,
  tooMuch: "too-much-work.annotated-pdf",
};
