/** Schemas for the parts of a Web Annotation Protocol request that are checked before the annotation itself is read. */

import { z } from "zod";

/** The requested page of the container. If omitted, the request is for the container itself. */
export const pageQuery = z.strictObject({ page: z.coerce.number().int().min(0).max(1_000_000).optional() });

/** An annotation whose content isn't validated yet. */
export const annotationBody = z.looseObject({});
