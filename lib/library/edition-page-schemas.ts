/** The data about an edition's pages that requests and responses contain. Shared with the browser. */

import { z } from "zod";
import type { FigurePlace } from "../word-boxes/model";

export const editionParams = z.object({ id: z.uuid() });

/** Pages have indexes, from 0. */
export const editionPageParams = editionParams.extend({ page: z.coerce.number().int().min(0).max(9999) });

/** The pages of an edition's file, or of the PDF that was added to it. */
export interface EditionPages {
  /** `none` if the edition wasn't created from a file with pages, or they can't be read. */
  state: "ready" | "preparing" | "none";
  /** Id of the file; null unless the pages are ready. */
  source: string | null;
  /**
   * The size of each page, in points, the parts of the text that are on it, and the number printed on it, which is null
   * if the file has no page numbers or was read by an earlier version.
   */
  pages: { width: number; height: number; spans: { start: number; end: number }[]; number: number | null }[];
  /** Where the pictures of the text are on the pages; empty if unknown. */
  figures: FigurePlace[];
}

/** The URL of the pages of an edition. */
export const pagesAddress = (edition: string): string => `/api/editions/${edition}/pages`;
