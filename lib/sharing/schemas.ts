/** What crosses the wire about shares. The browser reads it too. */

import { z } from "zod";

const id = z.uuid();
/** UTF-16 code units in the canonical text of the edition. */
const offset = z.number().int();
const time = z.iso.datetime();
const person = z.object({ id, name: z.string() });

/** For how many days a link may work that is to end by itself. */
export const MAX_DAYS = 366;
/** How long a link works; null for as long as nobody ends it. */
const days = z.number().int().min(1).max(MAX_DAYS).nullable();
/** The ids of the people whose notes on the passages the link shows, as the notes then are. */
const notesOf = z.array(id).max(500);

/** How many passages a collection holds. */
export const MAX_PASSAGES = 200;

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
  notesOf: notesOf.default([]),
  /** Whether it says who wrote the notes and who shared it. */
  withNames: z.boolean().default(true),
  days: days.default(null),
});
export type NewShare = z.input<typeof newShare>;

/** Another link for a share, or the first one of a collection. */
export const newLink = z.object({
  /** Where it says nothing, the link ends when the one before would have. */
  days: days.optional(),
});
export type NewLink = z.infer<typeof newLink>;

/** Ids of highlights whose passages are put into a collection. */
const highlights = z.array(id).max(MAX_PASSAGES);

/** A collection of passages. It has no link yet, and nobody else sees it. */
export const newCollection = z.object({
  title: z.string(),
  introduction: z.string().default(""),
  highlights: highlights.default([]),
});
export type NewCollection = z.input<typeof newCollection>;

export const morePassages = z.object({ highlights: highlights.min(1) });

/** What is changed of a collection; what it does not name stays. */
export const collectionChange = z.object({
  /** That which was seen. */
  version: z.number().int(),
  title: z.string().optional(),
  introduction: z.string().optional(),
  /** Ids of its passages in their new order. One that is not named is taken out; one that was taken out can be named again. */
  passages: z.array(id).max(MAX_PASSAGES).optional(),
  /** Of whom the link shows all notes on the passages, as the notes then are, or none; those of others stay as they are. */
  notes: z
    .array(z.object({ person: id, shown: z.boolean() }))
    .max(500)
    .optional(),
  withNames: z.boolean().optional(),
});
export type CollectionChange = z.infer<typeof collectionChange>;

/** The token of a link, as part of an address. */
export const tokenParams = z.object({ token: z.string().max(100) });

/** What a site asks that wants to show what a link leads to (oEmbed 1.0, 2.2). */
export const oembedQuery = z.object({
  /** The address of the link. */
  url: z.url().max(2000),
  maxwidth: z.coerce.number().int().min(100).max(10_000).optional(),
  maxheight: z.coerce.number().int().min(100).max(10_000).optional(),
  format: z.string().optional(),
});

const passageView = z.object({
  id,
  report: z.string().describe("Slug of the report."),
  reportTitle: z.string(),
  edition: id.describe("The edition whose text it was shared from."),
  ordinal: z.number().int().describe("Which edition of the report it is, from 1."),
  start: offset.describe("Where the passage begins in the canonical text, in UTF-16 code units."),
  end: offset.describe("Where it ends; the unit after its last."),
  quote: z.string(),
  notesBy: z.array(person).describe("Who has written the notes that are shown with it at present, each once."),
});
export type PassageView = z.infer<typeof passageView>;

const common = z.object({
  id,
  title: z.string().nullable().describe("What a collection is called; null where the link leads to a passage alone."),
  withNames: z.boolean().describe("Whether it says who wrote the notes and who shared it."),
  state: z.enum(["draft", "open", "expired", "revoked"]).describe("`draft` is a collection that has no link yet."),
  version: z.number().int().describe("Counts the changes."),
  createdAt: time,
  expiresAt: time.nullable(),
  revokedAt: time.nullable(),
  views: z.number().int().describe("How often the page of the link was opened."),
  createdBy: person,
});

/** A share as it stands in a list. The link itself is told once only, when it is made. */
export const shareView = common.extend({
  passage: passageView.nullable().describe("The passage, or the first one of a collection; null where that has none."),
  count: z.number().int().describe("How many passages there are."),
  notesBy: z.array(person).describe("Who has written the notes that are shown at present, each once."),
});
export type ShareView = z.infer<typeof shareView>;

/** A collection as whoever made it works on it. */
export const collectionView = common.extend({
  title: z.string(),
  introduction: z.string(),
  passages: z.array(passageView),
  /** Whose notes on the passages they may show, how many those are, and how many of them the link shows. */
  people: z.array(person.extend({ notes: z.number().int(), shown: z.number().int() })),
});
export type CollectionView = z.infer<typeof collectionView>;
