/** API schemas for a report's details, shared with the browser. */

import { z } from "zod";
import { reportParams } from "../annotations/schemas";
import { LANGUAGES, STATUSES } from "../report/details";

/** A name in the format of `lib/report/names.ts`. */
const writtenName = z.union([
  z.string(),
  z.strictObject({ literal: z.string() }),
  z.strictObject({ family: z.string(), given: z.string().optional() }),
]);
const language = z.enum(LANGUAGES);
const status = z.enum(STATUSES);
const version = z.number().int().min(1);

/** A report's details, as people edit them. */
const detailsView = z.object({
  slug: reportParams.shape.slug,
  /** The number of changes, starting at 1. */
  version,
  title: z.string(),
  authors: z.array(writtenName),
  editors: z.array(writtenName),
  publisher: z.string().nullable(),
  place: z.string().nullable(),
  date: z.string().nullable(),
  language,
  status,
  /** At most 20. A comma splits a topic in two. */
  topics: z.array(z.string()),
});
export type DetailsView = z.infer<typeof detailsView>;

/**
 * A change to the details: the version that it is based on, and the fields to change. `lib/library/details.ts` checks
 * them.
 */
export const detailsChange = detailsView.omit({ slug: true, version: true }).partial().extend({ version });
export type DetailsChange = z.infer<typeof detailsChange>;
