/** API schemas for shares, shared with the browser. */

import { z } from "zod";
import { PICTURE_ID, type Picture } from "../report/pictures";

const id = z.uuid();
/** Offsets in the canonical text of the edition, in UTF-16 code units. */
const offset = z.number().int();
const time = z.iso.datetime();
const person = z.object({ id, name: z.string() });

/** The longest time for which a link can be valid, in days. */
export const MAX_DAYS = 366;
/** The number of days for which a link is valid; null if it never expires. */
const days = z.number().int().min(1).max(MAX_DAYS).nullable();
/** The ids of the people whose notes on the passages are shown by the link, in their current state. */
const notesOf = z.array(id).max(500);

/** Maximum number of passages per collection. */
export const MAX_PASSAGES = 200;

/** Path parameter: the id of a share. */
export const shareParams = z.object({ id });

/** A passage to share by link. */
export const newShare = z.object({
  edition: id,
  start: offset,
  end: offset,
  quote: z.string(),
  /** The highlight of the passage, if there is one. */
  highlightId: id.nullable(),
  notesOf: notesOf.default([]),
  /** Whether to show the names of the notes' authors and of the user who created the link. */
  withNames: z.boolean().default(true),
  days: days.default(null),
});
export type NewShare = z.input<typeof newShare>;

/** A new link for a share, or the first one of a collection. */
export const newLink = z.object({
  /** If omitted, the expiry stays the same. */
  days: days.optional(),
});
export type NewLink = z.infer<typeof newLink>;

/** Ids of highlights whose passages are added to a collection. */
const highlights = z.array(id).max(MAX_PASSAGES);

/** A new collection. It is private until it gets a link. */
export const newCollection = z.object({
  title: z.string(),
  introduction: z.string().default(""),
  highlights: highlights.default([]),
});
export type NewCollection = z.input<typeof newCollection>;

export const morePassages = z.object({ highlights: highlights.min(1) });

/** Changes to a collection; omitted fields stay as they are. */
export const collectionChange = z.object({
  /** The version that the change is based on. */
  version: z.number().int(),
  title: z.string().optional(),
  introduction: z.string().optional(),
  /** Ids of the passages in their new order. Omitted passages are removed, and can be added again later. */
  passages: z.array(id).max(MAX_PASSAGES).optional(),
  /**
   * For each of these people, whether the link shows all of their notes on the passages, in their current state, or
   * none. Nothing changes for other people's notes.
   */
  notes: z
    .array(z.object({ person: id, shown: z.boolean() }))
    .max(500)
    .optional(),
  withNames: z.boolean().optional(),
});
export type CollectionChange = z.infer<typeof collectionChange>;

/** Path parameter: the token of a link. */
export const tokenParams = z.object({ token: z.string().max(100) });

/** Path parameters: the token of a link, and the id of a picture in one of its passages. */
export const sharedPictureParams = tokenParams.extend({ picture: z.string().regex(PICTURE_ID) });

/** Path parameters: the token of a link, and the id of one of its passages. */
export const sharedPlaceParams = tokenParams.extend({ passage: id });

/** The URL of a picture of a shared passage's place on its page. */
export function sharedPlaceAddress(token: string, passage: string): string {
  return `/api/passages/${encodeURIComponent(token)}/places/${passage}`;
}

/** The URL of a picture in a shared passage. */
export function sharedPictureAddress(token: string, { id }: Pick<Picture, "id">): string {
  return `/api/passages/${encodeURIComponent(token)}/pictures/${id}`;
}

/** An oEmbed request by a site that wants to show a link's content (oEmbed 1.0, 2.2). */
export const oembedQuery = z.object({
  /** The URL of the link. */
  url: z.url().max(2000),
  maxwidth: z.coerce.number().int().min(100).max(10_000).optional(),
  maxheight: z.coerce.number().int().min(100).max(10_000).optional(),
  format: z.string().optional(),
});

const passageView = z.object({
  id,
  report: z.string().describe("The slug of the report."),
  reportTitle: z.string(),
  edition: id.describe("The edition that the passage was shared from."),
  ordinal: z.number().int().describe("The number of the edition within its report, from 1."),
  start: offset.describe("Where the passage starts in the canonical text, in UTF-16 code units."),
  end: offset.describe("Where the passage ends (exclusive)."),
  quote: z.string(),
  notesBy: z.array(person).describe("The authors of the notes shown with the passage, without duplicates."),
});
export type PassageView = z.infer<typeof passageView>;

const common = z.object({
  id,
  title: z.string().nullable().describe("The title of a collection, or null for a link to a single passage."),
  withNames: z.boolean().describe("Whether the link shows who wrote the notes and who shared them."),
  state: z.enum(["draft", "open", "expired", "revoked"]).describe("`draft` is a collection without a link."),
  version: z.number().int().describe("Increases with each change."),
  createdAt: time,
  expiresAt: time.nullable(),
  revokedAt: time.nullable(),
  views: z.number().int().describe("How many times the link has been opened."),
  createdBy: person,
});

/** A share as shown in a list. The link itself is returned only when it is created. */
export const shareView = common.extend({
  passage: passageView
    .nullable()
    .describe("The passage, or the first one in a collection. Null for an empty collection."),
  count: z.number().int().describe("The number of passages."),
  notesBy: z.array(person).describe("The authors of the notes shown, without duplicates."),
});
export type ShareView = z.infer<typeof shareView>;

/** A collection as its creator edits it. */
export const collectionView = common.extend({
  title: z.string(),
  introduction: z.string(),
  passages: z.array(passageView),
  /**
   * The people from whom the creator can show notes on the passages, with the number of these notes and how many of
   * them the link shows.
   */
  people: z.array(person.extend({ notes: z.number().int(), shown: z.number().int() })),
});
export type CollectionView = z.infer<typeof collectionView>;
