/** What crosses the wire about shares. The browser reads it too. */

import { z } from "zod";

const id = z.uuid();
/** UTF-16 code units in the canonical text of the edition. */
const offset = z.number().int();
const time = z.iso.datetime();

/** For how many days a link may work that is to end by itself. */
export const MAX_DAYS = 366;

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
  /** Whether it says who wrote the note and who shared it. */
  withNames: z.boolean().default(true),
  /** How long the link works; null for as long as nobody ends it. */
  days: z.number().int().min(1).max(MAX_DAYS).nullable().default(null),
});
export type NewShare = z.input<typeof newShare>;

/** The token of a link, as part of an address. */
export const tokenParams = z.object({ token: z.string().max(100) });

/** What a site asks that wants to show a passage (oEmbed 1.0, 2.2). */
export const oembedQuery = z.object({
  /** The address of the link. */
  url: z.url().max(2000),
  maxwidth: z.coerce.number().int().min(100).max(10_000).optional(),
  maxheight: z.coerce.number().int().min(100).max(10_000).optional(),
  format: z.string().optional(),
});

/** A share as it stands in a list. The link itself is told once only, when it is made. */
export const shareView = z.object({
  id,
  report: z.string().describe("Slug of the report."),
  reportTitle: z.string(),
  edition: id.describe("The edition whose text the link shows."),
  ordinal: z.number().int().describe("Which edition of the report it is, from 1."),
  start: offset.describe("Where the passage begins in the canonical text, in UTF-16 code units."),
  end: offset.describe("Where it ends; the unit after its last."),
  quote: z.string(),
  withNote: z.boolean().describe("Whether the link shows a note at present."),
  withNames: z.boolean().describe("Whether it says who wrote the note and who shared it."),
  state: z.enum(["open", "expired", "revoked"]),
  createdAt: time,
  expiresAt: time.nullable(),
  revokedAt: time.nullable(),
  views: z.number().int().describe("How often the page of the link was opened."),
  createdBy: z.object({ id, name: z.string() }),
});
export type ShareView = z.infer<typeof shareView>;
