/**
 * The progress of reading a file: first the pages of a PDF, then headings, notes and tables, then a check of the whole
 * report.
 */
export type ImportProgress =
  | { stage: "pages"; page: number; pages: number }
  | { stage: "start" | "structure" | "check" };

export type OnProgress = (progress: ImportProgress) => void;
