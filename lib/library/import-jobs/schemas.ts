/** API schemas for import jobs, shared with the browser. */

import { z } from "zod";
import { corrections } from "../../report-import/corrections/schemas";
import type { ProvisionalPage } from "../../report-import/provisional";
import { RECOGNITIONS } from "../../report-import/recognition";
import { given } from "../edition-schemas";

export const importJobParams = z.object({ id: z.uuid() });

/** The number of batches of pages that have been received. */
export const readPagesQuery = z.object({ after: z.coerce.number().int().min(0).default(0) });

/** A file to read. If it already has a job, that job starts again with these details. */
export const newImportJob = z.object({
  /** Id of the source. */
  source: z.uuid(),
  given,
  /** Which pages of a PDF to read as images. By default, an earlier choice for this file stays. */
  recognize: z.enum(RECOGNITIONS).optional(),
});
export type NewImportJob = z.infer<typeof newImportJob>;

/** The corrections to a file, which replace its previous ones. */
export const importJobChange = z.object({ corrections });
export type ImportJobChange = z.infer<typeof importJobChange>;

/** A file that is being read, has been read, or couldn't be read. */
const importJob = z.object({
  id: z.uuid(),
  /** Id of the source, for the preview. */
  source: z.uuid(),
  /** The file's name. */
  name: z.string(),
  state: z.enum(["waiting", "running", "done", "failed"]),
  /** The job's place in the queue, starting at 1; null unless the job is waiting. */
  position: z.number().int().nullable(),
  /** Null unless the job is running. */
  progress: z
    .discriminatedUnion("stage", [
      z.object({ stage: z.literal("pages"), page: z.number().int(), pages: z.number().int() }),
      z.object({ stage: z.enum(["start", "structure", "check"]) }),
    ])
    .nullable(),
  given,
  /** Which pages of a PDF are read as images. */
  recognize: z.enum(RECOGNITIONS),
  /** Null unless the job has failed. */
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** Id of the unread inbox item about the job; null if there is none. */
  unread: z.uuid().nullable(),
});
export type ImportJobView = z.infer<typeof importJob>;

/** Pages that have been read so far. */
export interface ReadPagesView {
  pages: ProvisionalPage[];
  /** The number of batches up to here, with which the next request starts. */
  next: number;
}

/** A user's import jobs, oldest first. */
export interface ImportJobList {
  jobs: ImportJobView[];
}
