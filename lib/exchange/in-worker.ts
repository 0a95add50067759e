import "server-only";
import type { Task } from "../workers/run";

type Tasks = typeof import("./worker-tasks");

const FILE = "lib/exchange/worker-tasks.ts";

const SPLIT_FILE =
  "This file takes too long to process. Split it into several smaller files, or remove very long notes.";

export const READ_IMPORT: Task<Tasks["readImport"]> = {
  file: FILE,
  name: "readImport",
  lane: "file",
  tooMuch: SPLIT_FILE,
};

export const READ_ALONE: Task<Tasks["readAlone"]> = {
  file: FILE,
  name: "readAlone",
  lane: "file",
  seconds: 5,
  tooMuch: "The text of this annotation is too complex. Simplify its HTML, or send it as plain text or Markdown.",
};

export const ANCHOR_QUOTES: Task<Tasks["anchorQuotes"]> = {
  file: FILE,
  name: "anchorQuotes",
  lane: "file",
  tooMuch: SPLIT_FILE,
};

export const FIND_OCCURRING: Task<Tasks["occurringIn"]> = {
  file: FILE,
  name: "occurringIn",
  lane: "file",
  tooMuch: SPLIT_FILE,
};

export const WRITE_DOCX: Task<Tasks["writeDocx"]> = {
  file: FILE,
  name: "writeDocx",
  lane: "file",
  tooMuch: "These notes are too much for one Word document. Filter them and export in parts, or choose Markdown.",
};
