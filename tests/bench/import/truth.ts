/** What a case says, as the generator of the cases writes it. */

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
  /** From 1. */
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
  /** How many pages; 0 where the format has none. */
  pages: number;
  /** The numbers printed on the pages. */
  labels: string[];
  furniture: { heads: string[]; folio: string };
  figureText: string[];
  /** Whether the file has a contents list. */
  toc: boolean;
  blocks: TrueBlock[];
  notes: { text: string }[];
  /** Words that ends of lines cut. */
  broken: string[];
}

export function readTruths(folder: string): Truth[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => JSON.parse(readFileSync(path.join(folder, name), "utf8")) as Truth);
}
