/** Schemas of REST v1. The document at `/api/openapi.json` is generated from them, including the descriptions. */

import { z } from "zod";
import { COLOURS } from "../annotations/highlights/colours";
import { MAX_TAG } from "../annotations/highlights/tags";
import { VISIBILITIES } from "../annotations/limits";
import { STATES } from "../annotations/notes/note-filter";
import { reportParams } from "../annotations/schemas";
import { terms } from "../annotations/terms";
import { searchQuery } from "../library/schemas";
import { MAX_DAYS, shareView } from "../sharing/schemas";
import { cursor, limit, next } from "./paging";

const id = z.uuid();
const time = z.iso.datetime();
const slug = reportParams.shape.slug.describe("The report's name, as in its address.");
const offset = z.number().int().min(0);
const OFFSETS = "in UTF-16 code units in the canonical text of the edition: its blocks' texts, joined by one U+000A";

const person = z.object({ id, name: z.string() });
const page = z
  .object({ number: z.number().int(), certain: z.boolean().describe("False where the source leaves room for doubt.") })
  .nullable()
  .describe("The printed page; null where it is not known.");
const visibility = z.enum(VISIBILITIES).describe("Who sees it beside its author.");
const COLOUR_SCHEMA = { type: "integer", enum: [...COLOURS] } as const;
const colour = z.literal(COLOURS).meta(COLOUR_SCHEMA);
const markdown = z.string().describe("Markdown.");

export const errorAnswer = z.object({
  error: z.object({
    code: z.string().describe("Stable, for programs."),
    message: z.string().describe("A sentence for a person."),
    requestId: z.uuid().describe("Also in the header X-Request-Id, and in the server's log where it is our fault."),
  }),
});

export const idParams = z.object({ id });
export const slugParams = z.object({ slug });

/** The source of an imported item. */
const origin = z
  .object({
    iri: z.string().nullable().describe("Under which it is known elsewhere."),
    creator: z.object({ iri: z.string().nullable(), name: z.string().nullable() }).nullable(),
    terms: terms
      .optional()
      .describe("Rights and motivations of the imported annotation. Concord only exports them again."),
  })
  .nullable()
  .describe("Where it comes from, if it was imported: as its file says, which nobody has verified.");

const writer = z
  .string()
  .describe("How to name who wrote it: its author; or of what was imported, who imported it and whom its file names.");

const reply = z.object({
  id,
  text: markdown,
  visibility: visibility.describe(
    "Whom it was written for. Showing the note to more people does not show them this. Private is its author and the author of the note.",
  ),
  groupId: id.nullable(),
  author: person,
  origin,
  writer,
  createdAt: time,
  updatedAt: time,
});

export const note = z.object({
  id,
  url: z.url().describe("Opens it in the reader."),
  report: slug,
  edition: id.describe("The report's current edition."),
  start: offset.nullable().describe(`Where the passage begins, ${OFFSETS}. Null where it has no place in it.`),
  end: offset.nullable(),
  state: z
    .enum(["anchored", "moved", "changed", "ambiguous", "orphan"])
    .describe("What became of the passage in this edition. Those that are ambiguous or orphans have no place."),
  quote: z.string().describe("The words that were highlighted at first."),
  section: z.string().nullable().describe("Title of the section."),
  page,
  colour,
  visibility,
  groupId: id.nullable(),
  tags: z.array(z.string()),
  text: markdown.nullable().describe("The note, in Markdown; null for a highlight without one."),
  resolved: z.boolean(),
  resolvedAt: time.nullable(),
  resolvedBy: person.nullable(),
  replies: z.array(reply).describe("The first one first."),
  author: person,
  origin,
  writer,
  createdAt: time,
  updatedAt: time.describe("When it, its note or a reply was changed last."),
});
export type ApiNote = z.infer<typeof note>;

export const notesQuery = z.strictObject({
  q: searchQuery.shape.q.default("").describe("In the query language of the search; asked of passages and notes."),
  report: slug.optional(),
  person: id.optional().describe("Whose."),
  // The JSON Schema of a pipe is that of its input, which would allow any number.
  colour: z.coerce.number().pipe(colour).meta(COLOUR_SCHEMA).optional(),
  tag: z.string().max(MAX_TAG).optional(),
  state: z
    .enum(STATES)
    .optional()
    .describe("How the note stands (open, resolved, or bare: there is none), or what became of its passage."),
  visibility: visibility.optional(),
  cursor,
  limit,
});
export const noteList = z.object({
  total: z.number().int().describe("How many there are in all of what is asked for."),
  notes: z.array(note).describe("In the order in which they were made."),
  next,
});

const passage = z
  .strictObject({
    quote: z.string().min(1).describe("The words, exactly as they stand in the text."),
    prefix: z.string().max(1_000).default("").describe("What stands right before them; says which, of several."),
    suffix: z.string().max(1_000).default("").describe("What stands right after them."),
    start: offset.optional().describe(`Where they begin, ${OFFSETS}.`),
  })
  .describe("A passage of the report's current edition.");

const tags = z.array(z.string()).describe(`At most ${MAX_TAG} characters each; a comma parts two.`);
const groupId = id.nullable().optional().describe("The group that sees it, where the visibility is group.");

export const newNote = z.strictObject({
  id: id
    .optional()
    .describe(
      "Chosen by you, so that the same request again makes nothing new. The note gets an id that follows from this one and from you, which the answer says; to you, this one leads to the note too.",
    ),
  report: slug,
  passage,
  colour: colour.default(COLOURS[0]),
  visibility: visibility.default("private"),
  groupId,
  tags: tags.default([]),
  text: markdown.nullable().default(null).describe("The note, in Markdown; null for a highlight without one."),
});
export type NewApiNote = z.infer<typeof newNote>;

export const noteChange = z
  .strictObject({
    colour: colour.optional(),
    visibility: visibility.optional(),
    groupId,
    tags: tags.optional(),
    text: markdown.nullable().optional().describe("The note; null takes it away, and its replies out of sight."),
    resolved: z.boolean().optional(),
  })
  .refine(({ visibility, groupId }) => groupId === undefined || visibility !== undefined, {
    path: ["groupId"],
    message: "Say with the group that the visibility is group.",
  })
  .meta({
    description: "What is to be different. What is not said stays as it is.",
    dependentRequired: { groupId: ["visibility"] },
  });
export type NoteChange = z.infer<typeof noteChange>;

const summary = {
  slug,
  url: z.url(),
  title: z.string(),
  authors: z.array(z.string()),
  editor: z.string().nullable(),
  place: z.string().nullable(),
  publisher: z.string().nullable(),
  year: z.number().int().nullable(),
  language: z.enum(["en", "ru", "kk"]),
  edition: z.object({ id, ordinal: z.number().int().min(1).describe("Which edition of the report's it is, from 1.") }),
};
const reportSummary = z.object(summary);
export const reportList = z.object({ reports: z.array(reportSummary), next });
export const listQuery = z.strictObject({ cursor, limit });

const BLOCK_KINDS = ["heading", "paragraph", "list-item", "table-row", "caption", "footnote"] as const;
export const report = z.object({
  ...summary,
  sections: z.array(
    z.object({ slug: z.string(), title: z.string(), depth: z.number().int(), start: offset, end: offset }),
  ),
  blocks: z.array(
    z.object({
      id: z.string().describe("Survives changes elsewhere in the text; the fragment of its address."),
      kind: z.enum(BLOCK_KINDS),
      language: z.enum(["en", "ru", "kk"]),
      section: z.string().nullable().describe("Slug of the section in which it stands."),
      page,
      start: offset.describe(`Where it begins, ${OFFSETS}.`),
      end: offset,
      text: z.string(),
    }),
  ),
});

export const searchParams = z.strictObject({
  q: searchQuery.shape.q.describe(
    "In the query language that the ? in the app's search box explains. Any text is a query.",
  ),
  report: slug.optional().describe("The only report to search in."),
  match: searchQuery.shape.match.describe("Whether a passage must have any of the words, or all of them."),
  sort: searchQuery.shape.sort.describe("The best first, or as they stand in the reports."),
  cursor,
  limit,
});
const hit = z.object({
  url: z.url(),
  report: z.string(),
  reportTitle: z.string(),
  block: z.string(),
  kind: z.enum([...BLOCK_KINDS, "note"]),
  section: z.string().nullable(),
  page,
  note: id.nullable().describe("Of a note: its id."),
  start: offset.describe(`Where the block or the note's passage begins, ${OFFSETS}.`),
  text: z.string(),
  ranges: z
    .array(z.object({ start: offset, end: offset }))
    .describe("The words that were found, in UTF-16 code units in `text`."),
  by: z.array(z.string()),
  tags: z.array(z.string()),
  score: z.number().describe("Comparable within one answer only."),
});
export const searchAnswer = z.object({
  query: z.string(),
  total: z.number().int(),
  hits: z.array(hit),
  unknown: z.array(z.string()).describe("Words of the query that stand nowhere; what is near them was searched."),
  next,
});

export const share = shareView;
export const shareList = z.object({ shares: z.array(share).describe("The newest first."), next });
export const newApiShare = z
  .strictObject({
    note: id.optional().describe("The note whose passage is shared."),
    report: slug.optional().describe("With `passage`, where no note is named."),
    passage: passage.optional(),
    notesOf: z
      .array(id)
      .max(500)
      .default([])
      .describe("Ids of the people whose notes on the passage the link shows, as the notes then are."),
    withNames: z.boolean().default(true).describe("Whether it says who wrote the notes and who shared it."),
    days: z
      .number()
      .int()
      .min(1)
      .max(MAX_DAYS)
      .nullable()
      .default(null)
      .describe("How long the link works; null for as long as nobody ends it."),
  })
  .meta({
    description: "Either `note`, or `report` and `passage`.",
    // `shareOf` reports this with a better message.
    oneOf: [
      { required: ["note"], properties: { report: false, passage: false } },
      { required: ["report", "passage"], properties: { note: false } },
    ],
  });
export type NewApiShare = z.infer<typeof newApiShare>;
export const madeShare = z.object({
  share,
  url: z.url().describe("The link. It is told only in this answer."),
});
