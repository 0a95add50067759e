/**
 * The progress of reading a file. The pages of a PDF come first, then headings, notes and tables, and finally a check
 * of the whole report.
 */
export type ImportProgress =
  | { stage: "pages"; page: number; pages: number }
  | { stage: "start" | "structure" | "check" };

export type OnProgress = (progress: ImportProgress) => void;
