/** What crosses the wire of the Web Annotation Protocol, as far as it is judged before the annotation itself is read. */

import { z } from "zod";

/** Which page of the container; the container itself where none is named. */
export const pageQuery = z.strictObject({ page: z.coerce.number().int().min(0).max(1_000_000).optional() });

/** An annotation, of which nothing is known yet. */
export const annotationBody = z.looseObject({});
