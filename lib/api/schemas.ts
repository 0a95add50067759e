/** The schemas for REST v1. The document at `/api/openapi.json` is generated from them, including the descriptions. */

import { z } from "zod";
import { COLOURS } from "../annotations/highlights/colours";
import { MAX_TAG } from "../annotations/highlights/tags";
import { VISIBILITIES } from "../annotations/limits";
import { STATES } from "../annotations/notes/note-filter";
import { reportParams } from "../annotations/schemas";
import { terms } from "../annotations/terms";
import { accessView, accessChange as libraryAccessChange } from "../library/access-schemas";
import { archiving as libraryArchiving } from "../library/lifecycle-schemas";
import { searchQuery } from "../library/schemas";
import { MAX_DAYS, shareView } from "../sharing/schemas";
import { cursor, limit, next } from "./paging";

const id = z.uuid();
const time = z.iso.datetime();
const slug = reportParams.shape.slug.describe("The report’s slug, as in its URL.");
const offset = z.number().int().min(0);
const OFFSETS = "in UTF-16 code units of the edition’s canonical text, which is its blocks’ texts joined by one U+000A";

const person = z.object({ id, name: z.string() });
const page = z
  .object({ number: z.number().int(), certain: z.boolean().describe("False if the page number is uncertain.") })
  .nullable()
  .describe("The printed page, or null if unknown.");
const visibility = z.enum(VISIBILITIES).describe("Who can see this item, besides its author.");
const COLOUR_SCHEMA = { type: "integer", enum: [...COLOURS] } as const;
const colour = z.literal(COLOURS).meta(COLOUR_SCHEMA);
const markdown = z.string().describe("Markdown.");

export const errorAnswer = z.object({
  error: z.object({
    code: z.string().describe("A stable code for programs."),
    message: z.string().describe("A message for people."),
    requestId: z.uuid().describe("Also in the X-Request-Id header and, for server errors, in the server’s log."),
  }),
});

const audience = accessView.shape.audience.describe(
  "Who can read the report: the whole team except guests, only the people and groups listed, apart from owners, or anyone, even without an account.",
);
const right = z.enum(["read", "edit"]);

/** Who can read and edit a report. */
export const reportAccess = z.object({
  version: z.number().int().min(1),
  audience,
  publicNotes: z.boolean().describe("Whether a public report also shows the notes that the whole team can see."),
  people: z.array(z.object({ id, name: z.string(), right })),
  groups: z.array(
    z.object({ id, name: z.string().nullable().describe("Null for a group that you aren’t in."), right }),
  ),
});

export const accessChange = libraryAccessChange.extend({
  version: libraryAccessChange.shape.version.describe("The version that the change is based on."),
  audience,
});

export const archiving = libraryArchiving.extend({
  slug,
  archivedAt: time.nullable().describe("When the report was archived, or null if it isn’t."),
});

export const idParams = z.object({ id });
export const slugParams = z.object({ slug });

/** Where an imported item came from. */
const origin = z
  .object({
    iri: z.string().nullable().describe("The item’s IRI in the original source."),
    creator: z.object({ iri: z.string().nullable(), name: z.string().nullable() }).nullable(),
    terms: terms
      .optional()
      .describe(
        "The rights and motivations of the imported annotation. Concord doesn’t use them, but includes them in exports.",
      ),
  })
  .nullable()
  .describe("The source of an imported item, as given in the file. Not verified.");

const writer = z
  .string()
  .describe(
    "The author’s name as displayed. For an imported item, the person who imported it and the author named in the file.",
  );

const reply = z.object({
  id,
  text: markdown,
  visibility: visibility.describe(
    "Who can see the reply. This doesn’t change if the note is later shown to more people. If private, only its author and the note’s author can see it.",
  ),
  groupId: id.nullable(),
  author: person,
  origin,
  writer,
  createdAt: time,
  updatedAt: time,
});

const edge = z.number().min(0).max(1);
const area = z
  .object({
    page: z.number().int().min(1).nullable().describe("The number of the page in the report’s file, from 1."),
    picture: z
      .string()
      .nullable()
      .describe("The picture, as the first 32 hexadecimal digits of the SHA-256 of its bytes."),
    ...{ left: edge, top: edge, right: edge, bottom: edge },
  })
  .nullable()
  .describe(
    "The area that is marked instead of words, in fractions of the width and height of either a page or a picture. Null if words are marked.",
  );

export const note = z.object({
  id,
  url: z.url().describe("Opens the note in the app."),
  report: slug,
  edition: id.describe("The report’s current edition."),
  start: offset.nullable().describe(`Where the passage starts, ${OFFSETS}. Null if the highlight is unplaced.`),
  end: offset.nullable(),
  state: z
    .enum(["anchored", "moved", "changed", "ambiguous", "orphan"])
    .describe("How the passage was found in this edition. Ambiguous and orphan highlights are unplaced."),
  quote: z.string().describe("The words as originally highlighted. Empty if an area is marked."),
  area,
  description: z.string().describe("What the marked area shows. Empty if words are marked."),
  section: z.string().nullable().describe("The title of the section that contains the passage."),
  page,
  colour,
  visibility,
  groupId: id.nullable(),
  tags: z.array(z.string()),
  text: markdown.nullable().describe("The note in Markdown, or null for a highlight without a note."),
  resolved: z.boolean(),
  resolvedAt: time.nullable(),
  resolvedBy: person.nullable(),
  replies: z.array(reply).describe("Oldest first."),
  author: person,
  origin,
  writer,
  createdAt: time,
  updatedAt: time.describe("When the highlight, its note or a reply was last changed."),
});
export type ApiNote = z.infer<typeof note>;

export const notesQuery = z.strictObject({
  q: searchQuery.shape.q.default("").describe("A query in the search syntax, matched against passages and notes."),
  report: slug.optional(),
  person: id.optional().describe("Only highlights by this person."),
  // Zod derives the JSON Schema of a pipe from the pipe's input, which would allow any number.
  colour: z.coerce.number().pipe(colour).meta(COLOUR_SCHEMA).optional(),
  tag: z.string().max(MAX_TAG).optional(),
  state: z
    .enum(STATES)
    .optional()
    .describe("The state of the note (open, resolved, or bare for a highlight without a note), or of its passage."),
  visibility: visibility.optional(),
  cursor,
  limit,
});
export const noteList = z.object({
  total: z.number().int().describe("The total number of matches on all pages."),
  notes: z.array(note).describe("Oldest first."),
  next,
});

const passage = z
  .strictObject({
    quote: z.string().min(1).describe("The words of the passage, exactly as in the text."),
    prefix: z
      .string()
      .max(1_000)
      .default("")
      .describe("The text just before the quote. Use it if the quote occurs more than once."),
    suffix: z.string().max(1_000).default("").describe("The text just after the quote."),
    start: offset.optional().describe(`Where the quote starts, ${OFFSETS}.`),
  })
  .describe("A passage in the report’s current edition.");

const tags = z.array(z.string()).describe(`At most ${MAX_TAG} characters each. A comma splits a tag in two.`);
const groupId = id.nullable().optional().describe("The group that can see this item, if the visibility is group.");

export const newNote = z.strictObject({
  id: id
    .optional()
    .describe(
      "A UUID of your choice, so that a retry doesn’t create a second note. The response contains the note’s actual ID, which is derived from this one and your account. You can get the note by either ID.",
    ),
  report: slug,
  passage,
  colour: colour.default(COLOURS[0]),
  visibility: visibility.default("private"),
  groupId,
  tags: tags.default([]),
  text: markdown.nullable().default(null).describe("The note in Markdown, or null for a highlight without a note."),
});
export type NewApiNote = z.infer<typeof newNote>;

export const noteChange = z
  .strictObject({
    colour: colour.optional(),
    visibility: visibility.optional(),
    groupId,
    tags: tags.optional(),
    text: markdown.nullable().optional().describe("The note, or null to remove it and hide its replies."),
    resolved: z.boolean().optional(),
  })
  .refine(({ visibility, groupId }) => groupId === undefined || visibility !== undefined, {
    path: ["groupId"],
    message: "Set visibility to group to use groupId.",
  })
  .meta({
    description: "The properties to change. Omitted properties stay unchanged.",
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
  topics: z.array(z.string()).describe("What the report is about, as entered in its details."),
  edition: z.object({
    id,
    ordinal: z.number().int().min(1).describe("The number of the edition within its report, from 1."),
  }),
};
const reportSummary = z.object(summary);
export const reportList = z.object({ reports: z.array(reportSummary), next });
export const listQuery = z.strictObject({ cursor, limit });
export const reportsQuery = z.strictObject({
  archived: searchQuery.shape.archived.describe("Whether to list the archived reports instead of the others."),
  cursor,
  limit,
});

const BLOCK_KINDS = ["heading", "paragraph", "list-item", "table-row", "caption", "footnote"] as const;
export const report = z.object({
  ...summary,
  sections: z.array(
    z.object({ slug: z.string(), title: z.string(), depth: z.number().int(), start: offset, end: offset }),
  ),
  blocks: z.array(
    z.object({
      id: z
        .string()
        .describe("Stays the same when other parts of the text change. It is also the fragment of the block’s URL."),
      kind: z.enum(BLOCK_KINDS),
      language: z.enum(["en", "ru", "kk"]),
      section: z.string().nullable().describe("The slug of the section that contains the block."),
      page,
      start: offset.describe(`Where the block starts, ${OFFSETS}.`),
      end: offset,
      text: z.string(),
    }),
  ),
});

export const searchParams = z.strictObject({
  q: searchQuery.shape.q.describe(
    "A query in the search syntax, which the ? in the app’s search box explains. Any text is valid.",
  ),
  report: slug.optional().describe("Search only this report."),
  match: searchQuery.shape.match.describe("Whether a passage must contain all of the words, or any one of them."),
  archived: searchQuery.shape.archived.describe("Whether to search the archived reports instead of the listed ones."),
  sort: searchQuery.shape.sort.describe("Whether to list the best matches first, or to follow the reading order."),
  cursor,
  limit,
});
const hit = z.object({
  url: z.url(),
  report: z.string(),
  reportTitle: z.string(),
  block: z.string(),
  kind: z
    .enum([...BLOCK_KINDS, "figure", "note"])
    .describe("What was found. The text of a figure is its description and the words in it."),
  section: z.string().nullable(),
  page,
  note: id.nullable().describe("The ID of the note, if the match is a note."),
  start: offset.describe(
    `Where the block or the note’s passage starts, ${OFFSETS}. For a figure, where its caption starts, or else the text after it.`,
  ),
  text: z.string(),
  ranges: z
    .array(z.object({ start: offset, end: offset }))
    .describe("The matched words, in UTF-16 code units of `text`."),
  by: z.array(z.string()),
  tags: z.array(z.string()),
  score: z.number().describe("Comparable only within one response."),
});
export const searchAnswer = z.object({
  query: z.string(),
  total: z.number().int(),
  hits: z.array(hit),
  unknown: z
    .array(z.string())
    .describe("Words of the query that were not found. Similar words were searched for instead."),
  next,
});

export const share = shareView;
export const shareList = z.object({ shares: z.array(share).describe("Newest first."), next });
export const newApiShare = z
  .strictObject({
    note: id.optional().describe("The note whose passage to share."),
    report: slug.optional().describe("Required with `passage` if there is no `note`."),
    passage: passage.optional(),
    notesOf: z
      .array(id)
      .max(500)
      .default([])
      .describe(
        "The IDs of the people whose notes on the passage are shown by the link. Notes are always shown in their current version.",
      ),
    withNames: z.boolean().default(true).describe("Whether to show who wrote the notes and who shared them."),
    days: z
      .number()
      .int()
      .min(1)
      .max(MAX_DAYS)
      .nullable()
      .default(null)
      .describe("Days until the link expires, or null for no expiry."),
  })
  .meta({
    description: "Send either `note`, or `report` and `passage`.",
    // This rule only serves the documentation. `shareOf` enforces it, with a better error message.
    oneOf: [
      { required: ["note"], properties: { report: false, passage: false } },
      { required: ["report", "passage"], properties: { note: false } },
    ],
  });
export type NewApiShare = z.infer<typeof newApiShare>;
export const madeShare = z.object({
  share,
  url: z.url().describe("The URL. It is returned only once, in this response."),
});
