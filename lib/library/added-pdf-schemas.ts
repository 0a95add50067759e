/** The data about PDFs added to editions that requests and responses contain. Shared with the browser. */

import { z } from "zod";
import type { UploadedSource } from "../sources/schemas";
import type { ShownWords } from "../word-boxes/queries";
import type { ImportJobView } from "./import-jobs/schemas";

/** An uploaded PDF that shows the same text as an edition. */
export const newPdf = z.object({
  /** Id of the source. */
  source: z.uuid(),
});
export type NewPdf = z.infer<typeof newPdf>;

/** The PDF of an edition. */
export interface EditionPdf {
  /** Null if no PDF has been added. */
  pdf: (UploadedSource & ShownWords) | null;
  /** The user's own PDF for the edition that is being read, or couldn't be added; null if there is none. */
  job: ImportJobView | null;
}

/** The URL of the PDF that was added to an edition. */
export const addedPdfAddress = (edition: string): string => `/api/editions/${edition}/pdf`;
