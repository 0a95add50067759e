/** The data about an edition's pages that requests and responses contain. Shared with the browser. */

import { z } from "zod";

export const editionParams = z.object({ id: z.uuid() });

/** Pages have indexes, from 0. */
export const editionPageParams = editionParams.extend({ page: z.coerce.number().int().min(0).max(9999) });

/** The pages of an edition's file. */
export interface EditionPages {
  /** `none` if the edition wasn't created from a file with pages, or they can't be read. */
  state: "ready" | "preparing" | "none";
  /** Id of the file; null unless the pages are ready. */
  source: string | null;
  /** The size of each page, in points, and the parts of the text that are on it. */
  pages: { width: number; height: number; spans: { start: number; end: number }[] }[];
}

/** The URL of the pages of an edition. */
export const pagesAddress = (edition: string): string => `/api/editions/${edition}/pages`;
