/** The expected result of a case, as written by the case generator. */

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export interface Mark {
  /** "i", "b" or "bi". */
  style: string;
  start: number;
  end: number;
}

export interface TrueBlock {
  kind: "heading" | "paragraph" | "list-item" | "caption" | "table" | "figure";
  text: string;
  level?: number;
  rows?: string[][];
  refs?: { at: number; note: number }[];
  marks?: Mark[];
  /** 1-based. */
  page?: number;
}

export interface Truth {
  case: string;
  file: string;
  language: string;
  setter: string;
  style: { tagged: boolean };
  title: string;
  byline: string;
  /** Number of pages; 0 for formats without pages. */
  pages: number;
  /** Printed page numbers. */
  labels: string[];
  furniture: { heads: string[]; folio: string };
  figureText: string[];
  /** Whether the file has a table of contents. */
  toc: boolean;
  blocks: TrueBlock[];
  notes: { text: string }[];
  /** Words hyphenated at line ends. */
  broken: string[];
}

export function readTruths(folder: string): Truth[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => JSON.parse(readFileSync(path.join(folder, name), "utf8")) as Truth);
}
