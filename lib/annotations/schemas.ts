/** What crosses the wire about highlights and notes. The browser reads it too. */

import { z } from "zod";
import { COLOURS } from "./highlights/colours";
import { VISIBILITIES } from "./limits";
import { terms } from "./terms";

const colour = z.literal(COLOURS);
const visibility = z.enum(VISIBILITIES);
export type Visibility = z.infer<typeof visibility>;

/** Counts the changes of a highlight or a note, from 1. */
const version = z.number().int().min(1);
/** UTF-16 code units in the canonical text of an edition. */
const offset = z.number().int();
export const time = z.iso.datetime();
export const id = z.uuid();
/** The group that may see it where the visibility is "group"; null otherwise. */
const groupId = id.nullable();

const editionRef = z.object({ id, ordinal: z.number().int().min(1) });

const person = z.object({ id, name: z.string() });

/** Where something that was imported comes from; null for what was made here. */
const origin = z
  .object({
    /** The IRI under which it is known elsewhere; null where it has the same id here. */
    iri: z.string().nullable(),
    /** Who made it there; null where that was its author here. */
    creator: z.object({ iri: z.string().nullable(), name: z.string().nullable() }).nullable(),
    /** Rights and motivations for exports. */
    terms: terms.optional(),
  })
  .nullable();
export type Origin = z.infer<typeof origin>;

/** A reply to a note, as one person may see it. */
const replyView = z.object({
  id,
  /** Markdown. */
  body: z.string(),
  version,
  /** Whom it was written for; "private" is its author and the author of the note. Nobody sees it who does not see the note. */
  visibility,
  groupId,
  createdAt: time,
  updatedAt: time,
  author: person,
  origin,
  may: z.object({ edit: z.boolean(), delete: z.boolean() }),
});
export type ReplyView = z.infer<typeof replyView>;

/** The note of a highlight with what was replied to it, as one person may see it. */
const noteView = z.object({
  body: z.string(),
  version,
  updatedAt: time,
  visibility,
  /** Null while it is open; `by` is null where nobody knows. */
  resolved: z.object({ by: person.nullable(), at: time }).nullable(),
  /** The first one first. */
  replies: z.array(replyView),
  /** Counts the changes of the replies that the person may see, deletions too. */
  changes: z.number().int(),
  /** `resolve`: or reopen it. */
  /** `share`: show it to people outside, which needs that others in the team see it already. */
  may: z.object({ reply: z.boolean(), resolve: z.boolean(), share: z.boolean() }),
});
export type NoteView = z.infer<typeof noteView>;

/** A highlight with its note, as one person may see it. */
export const highlightView = z.object({
  id,
  /** The report's slug. */
  report: z.string(),
  /** Id of the report's current edition: `start` and `end` are offsets in its text. */
  edition: id,
  /** Null where it does not stand in this edition. */
  start: offset.nullable(),
  end: offset.nullable(),
  state: z.enum(["anchored", "moved", "changed", "ambiguous", "orphan"]),
  /** Whether it was made in an earlier edition. */
  carried: z.boolean(),
  /** Whether a person has attached it where it stands. */
  attached: z.boolean(),
  /** Whether somebody has decided to keep it without a place. */
  settled: z.boolean(),
  /** The words that were highlighted at first. */
  quote: z.string(),
  colour,
  visibility,
  groupId,
  /** In order of the alphabet. */
  tags: z.array(z.string()),
  version,
  createdAt: time,
  updatedAt: time,
  author: person,
  origin,
  /** `share`: its passage; `place`: attach it by hand, or keep it without a place. */
  may: z.object({ edit: z.boolean(), delete: z.boolean(), share: z.boolean(), place: z.boolean() }),
  note: noteView.nullable(),
});
export type HighlightView = z.infer<typeof highlightView>;
export type NotedHighlight = HighlightView & { note: NonNullable<HighlightView["note"]> };

/** The highlights of a report that a person may see, in reading order; those without a place come last. */
export const highlightList = z.object({ edition: editionRef, highlights: z.array(highlightView) });
export type HighlightList = z.infer<typeof highlightList>;

/** The slug of a report, as part of an address. */
export const reportParams = z.object({
  slug: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, "not the name of a report"),
});

/** The id of a highlight, as part of an address. */
export const idParams = z.object({ id });

/** Which version a deletion was made from. */
export const versionQuery = z.object({ version: z.coerce.number().pipe(version) });

/** A highlight to be made. The browser chooses its id, so that a repeated save happens once. */
export const newHighlight = z.object({
  id,
  edition: id,
  start: offset,
  end: offset,
  quote: z.string(),
  prefix: z.string(),
  suffix: z.string(),
  colour: z.number(),
  visibility,
  groupId: groupId.optional(),
  tags: z.array(z.string()).optional(),
  /** Markdown. */
  note: z.string().nullable(),
});
export type NewHighlight = z.infer<typeof newHighlight>;

/** What is to be different, and the version it was made from. */
export const highlightChange = z.object({
  version,
  colour: z.number().optional(),
  visibility: visibility.optional(),
  groupId: groupId.optional(),
});
export type HighlightChange = z.infer<typeof highlightChange>;

/** The tags that a highlight is to have, and the version of it that they were chosen on. */
export const tagsSave = z.object({ version, tags: z.array(z.string()) });
export type TagsSave = z.infer<typeof tagsSave>;

/** The tags on what a person may see, the commonest first, with how often they are used. */
const tagList = z.object({ tags: z.array(z.object({ name: z.string(), count: z.number().int() })) });
export type TagList = z.infer<typeof tagList>;

/** What the team calls the colours of highlights: those that it has named, in order. */
export const colourNames = z.object({ colours: z.array(z.object({ colour, name: z.string() })) });
export type ColourNames = z.infer<typeof colourNames>;

/** A colour, as part of an address. */
export const colourParams = z.object({ colour: z.coerce.number().pipe(colour) });

/** What a colour is to be called; nothing takes its name away. */
export const colourName = z.object({ name: z.string() });

/** What a note is to say, and the version it was made from; null for a highlight without a note. */
export const noteSave = z.object({ version: version.nullable(), body: z.string() });
export type NoteSave = z.infer<typeof noteSave>;

/** What a note has said, the latest first. The texts are asked for one by one. */
const noteVersionList = z.object({ versions: z.array(z.object({ version, at: time, author: person })) });
export type NoteVersionList = z.infer<typeof noteVersionList>;

/** What a note said at a version. */
const noteVersion = z.object({ version, body: z.string() });
export type NoteVersion = z.infer<typeof noteVersion>;

/** Something that a person has deleted. */
const deletedItem = z.object({
  kind: z.enum(["highlight", "note", "reply"]),
  /** Id of the highlight that it is, or stood on. */
  highlight: id,
  /** Id of the reply; null for what is none. */
  reply: id.nullable(),
  /** The report's slug. */
  report: z.string(),
  reportTitle: z.string(),
  /** The words that are highlighted. */
  quote: z.string(),
  colour,
  /** Markdown: of a highlight the note that went with it, null where it had none. */
  text: z.string().nullable(),
  author: person,
  /** When it was deleted. */
  at: time,
  /** When it is erased for good. */
  until: time,
  /** Whether the person may erase it for good now. */
  mayErase: z.boolean(),
});
export type DeletedItem = z.infer<typeof deletedItem>;

/** What a person has deleted lately, the latest first. */
const deletedList = z.object({ items: z.array(deletedItem) });
export type DeletedList = z.infer<typeof deletedList>;

/** The id of a highlight and a version of its note, as parts of an address. */
export const noteVersionParams = z.object({ id, version: z.coerce.number().pipe(version) });

/** A reply to be written. The browser chooses its id, so that a repeated save happens once. */
export const newReply = z.object({ id, body: z.string() });
export type NewReply = z.infer<typeof newReply>;

/** What a reply is to say, and the version it was made from. */
export const replySave = z.object({ version, body: z.string() });
export type ReplySave = z.infer<typeof replySave>;

/** The ids of a highlight and of a reply to its note, as parts of an address. */
export const replyParams = z.object({ id, reply: id });
export type ReplyParams = z.infer<typeof replyParams>;

/** Where a highlight that has no place is to stand, and the words there. */
export const attachment = z.object({ edition: id, start: offset, end: offset, quote: z.string() });
export type Attachment = z.infer<typeof attachment>;

/** The edition on the page: a change of where a highlight stands is meant for no other. */
export const editionQuery = z.object({ edition: id });

const forecastEntry = z.object({ id, author: z.string(), quote: z.string() });

/** What would become of the highlights that a person may see if a text were the next edition. */
export const forecast = z.object({
  counts: z.record(z.enum(["anchored", "moved", "changed", "ambiguous", "orphan"]), z.number().int()),
  /** The first of those whose words are edited, with the words that stand there then, in reading order. */
  changed: z.array(forecastEntry.extend({ words: z.string() })),
  /** The first of those that have no place, as they stand in their current edition. */
  lost: z.array(forecastEntry.extend({ note: z.string().nullable(), isAmbiguous: z.boolean() })),
});
export type ImpactPreview = z.infer<typeof forecast>;
