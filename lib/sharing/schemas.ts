/** What crosses the wire about shares. The browser reads it too. */

import { z } from "zod";

const id = z.uuid();
/** UTF-16 code units in the canonical text of the edition. */
const offset = z.number().int();
const time = z.iso.datetime();

/** The id of a share, as part of an address. */
export const shareParams = z.object({ id });

/** A passage to be shared by a link. */
export const newShare = z.object({
  edition: id,
  start: offset,
  end: offset,
  quote: z.string(),
  /** The highlight that is the passage, if it is one. */
  highlightId: id.nullable(),
  /** Whether the link shows the highlight's note as well, as it then is. */
  withNote: z.boolean(),
});
export type NewShare = z.infer<typeof newShare>;

/** A share as it stands in a list. The link itself is told once only, when it is made. */
export const shareView = z.object({
  id,
  /** Slug and title of the report. */
  report: z.string(),
  reportTitle: z.string(),
  /** The edition whose text it shows, and which one of the report's it is, from 1. */
  edition: id,
  ordinal: z.number().int(),
  start: offset,
  end: offset,
  quote: z.string(),
  /** Whether the link shows a note at present. */
  withNote: z.boolean(),
  state: z.enum(["open", "expired", "revoked"]),
  createdAt: time,
  expiresAt: time.nullable(),
  revokedAt: time.nullable(),
  /** How often the page of the link was opened. */
  views: z.number().int(),
  createdBy: z.object({ id, name: z.string() }),
});
export type ShareView = z.infer<typeof shareView>;
