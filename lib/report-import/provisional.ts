/** The text of pages as shown while the rest of the file is still being read. */

/** Maximum number of pages that are shown before the whole file has been read. */
export const MAX_PROVISIONAL_PAGES = 1000;

/** A page that has been read. Its structure may change once all pages are known. */
export interface ProvisionalPage {
  /** Index of the page. */
  page: number;
  /** Width and height, in points. */
  size: [width: number, height: number];
  blocks: ProvisionalBlock[];
}

/** Blocks start at a point on the page, in thousandths of its width and height. */
export type ProvisionalBlock = { at: [x: number, y: number] } & (
  | { kind: "heading" | "paragraph" | "item" | "caption" | "note"; text: string }
  | { kind: "table"; rows: string[][] }
);

/** Called with the next pages that have been read. */
export type OnPages = (pages: ProvisionalPage[]) => void;
