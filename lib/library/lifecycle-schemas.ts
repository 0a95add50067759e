/** Schemas for archiving and deleting reports, shared with the browser. */

import { z } from "zod";

const count = z.int();

/** What is deleted together with a report. Counts everyone's content, because all of it is deleted. */
const deletionPreview = z.object({
  slug: z.string(),
  title: z.string(),
  editions: count,
  highlights: count,
  notes: count,
  /** The number of people who wrote these notes. */
  authors: count,
  /** Links to single passages that work now, and collections with passages from the report. */
  links: count,
  collections: count,
  savedSearches: count,
  files: count,
  /** The total size of the files, in bytes. */
  bytes: count,
});
export type DeletionPreview = z.infer<typeof deletionPreview>;

/** The deletion of a report, with its title as typed by the user. */
export const deletion = z.object({ title: z.string().max(1_000) });
export type Deletion = z.infer<typeof deletion>;

/** Whether a report is archived. */
export const archiving = z.object({ slug: z.string(), archivedAt: z.iso.datetime().nullable() });
export type Archiving = z.infer<typeof archiving>;

const deletedReport = z.object({
  slug: z.string(),
  title: z.string(),
  /** The name of the user who deleted it; null if unknown. */
  by: z.string().nullable(),
  /** When it was deleted. */
  at: z.iso.datetime(),
  /** When it will be permanently deleted. */
  until: z.iso.datetime(),
});
const deletedReports = z.object({ reports: z.array(deletedReport) });
export type DeletedReports = z.infer<typeof deletedReports>;
export type DeletedReport = DeletedReports["reports"][number];
