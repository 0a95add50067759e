/** API schemas for highlights and notes, shared with the browser. */

import { z } from "zod";
import { area } from "./areas/area";
import { COLOURS } from "./highlights/colours";
import { VISIBILITIES } from "./limits";
import { terms } from "./terms";

const colour = z.literal(COLOURS);
const visibility = z.enum(VISIBILITIES);
export type Visibility = z.infer<typeof visibility>;

/** The number of changes to a highlight or note, starting at 1. */
const version = z.number().int().min(1);
/** An offset in the canonical text of an edition, in UTF-16 code units. */
const offset = z.number().int();
export const time = z.iso.datetime();
export const id = z.uuid();
/** The group that can see the item if the visibility is "group"; null otherwise. */
const groupId = id.nullable();

const editionRef = z.object({ id, ordinal: z.number().int().min(1) });

const person = z.object({ id, name: z.string() });

/** Where an imported item came from; null if it was created in Concord. */
const origin = z
  .object({
    /** The item's IRI in the source; null if it has the same id here. */
    iri: z.string().nullable(),
    /** The creator named in the source; null if the author here is the same person. */
    creator: z.object({ iri: z.string().nullable(), name: z.string().nullable() }).nullable(),
    /** The rights and motivations to include in exports. */
    terms: terms.optional(),
  })
  .nullable();
export type Origin = z.infer<typeof origin>;

/** A reply to a note, as one user sees it. */
const replyView = z.object({
  id,
  /** Markdown. */
  body: z.string(),
  version,
  /**
   * The reply's audience; "private" means its author and the note's author. Only people who see the note can see it.
   */
  visibility,
  groupId,
  createdAt: time,
  updatedAt: time,
  author: person,
  origin,
  may: z.object({ edit: z.boolean(), delete: z.boolean() }),
});
export type ReplyView = z.infer<typeof replyView>;

/** A highlight's note with its replies, as one user sees it. */
const noteView = z.object({
  body: z.string(),
  version,
  updatedAt: time,
  visibility,
  /** Null while the note is open; `by` is null if unknown. */
  resolved: z.object({ by: person.nullable(), at: time }).nullable(),
  /** Oldest first. */
  replies: z.array(replyView),
  /** The number of changes to the replies that the user can see, including deletions. */
  changes: z.number().int(),
  /** `resolve`: resolve or reopen the note. */
  /**
   * `share`: share the note with people outside the team, which requires that others in the team can already see the
   * note.
   */
  may: z.object({ reply: z.boolean(), resolve: z.boolean(), share: z.boolean() }),
});
export type NoteView = z.infer<typeof noteView>;

/** A highlight with its note, as one user sees it. */
export const highlightView = z.object({
  id,
  /** The report's slug. */
  report: z.string(),
  /** Id of the report's current edition. `start` and `end` are offsets in its text. */
  edition: id,
  /** Null if the highlight is unplaced in this edition. */
  start: offset.nullable(),
  end: offset.nullable(),
  state: z.enum(["anchored", "moved", "changed", "ambiguous", "orphan"]),
  /** Whether the highlight was created in an earlier edition. */
  carried: z.boolean(),
  /** Whether a user attached the highlight manually. */
  attached: z.boolean(),
  /** Whether a user accepted the highlight as unplaced. */
  settled: z.boolean(),
  /** The words that were originally highlighted; empty for an area. */
  quote: z.string(),
  /**
   * The marked area in this edition or, if it is unplaced, in the edition in which it was created. Null for a highlight
   * in the text. An area covers no text, so its `start` and `end` are equal.
   */
  area: area.nullable(),
  /** What the area shows, in words; empty for a highlight in the text. */
  description: z.string(),
  colour,
  visibility,
  groupId,
  /** In alphabetical order. */
  tags: z.array(z.string()),
  version,
  createdAt: time,
  updatedAt: time,
  author: person,
  origin,
  /** `share`: share the highlight's passage; `place`: attach the highlight manually, or accept it as unplaced. */
  may: z.object({ edit: z.boolean(), delete: z.boolean(), share: z.boolean(), place: z.boolean() }),
  note: noteView.nullable(),
});
export type HighlightView = z.infer<typeof highlightView>;
export type NotedHighlight = HighlightView & { note: NonNullable<HighlightView["note"]> };

/** The highlights of a report that a user can see, in reading order; unplaced ones come last. */
export const highlightList = z.object({ edition: editionRef, highlights: z.array(highlightView) });
export type HighlightList = z.infer<typeof highlightList>;

/** Path parameter: a report's slug. */
export const reportParams = z.object({
  slug: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, "expected the slug of a report"),
});

/** Path parameter: a highlight id. */
export const idParams = z.object({ id });

/** The version that a deletion is based on. */
export const versionQuery = z.object({ version: z.coerce.number().pipe(version) });

/** A new highlight. The browser chooses its id, so that a repeated save has no effect. */
export const newHighlight = z.object({
  id,
  edition: id,
  start: offset,
  end: offset,
  quote: z.string(),
  prefix: z.string(),
  suffix: z.string(),
  /** Absent or null for a highlight in the text. */
  area: area.nullable().optional(),
  /** What the area shows, in words. */
  description: z.string().optional(),
  colour: z.number(),
  visibility,
  groupId: groupId.optional(),
  tags: z.array(z.string()).optional(),
  /** Markdown. */
  note: z.string().nullable(),
});
export type NewHighlight = z.infer<typeof newHighlight>;

/** The changed fields, and the version that the changes are based on. */
export const highlightChange = z.object({
  version,
  colour: z.number().optional(),
  description: z.string().optional(),
  visibility: visibility.optional(),
  groupId: groupId.optional(),
});
export type HighlightChange = z.infer<typeof highlightChange>;

/** A highlight's new tags, and the version that they are based on. */
export const tagsSave = z.object({ version, tags: z.array(z.string()) });
export type TagsSave = z.infer<typeof tagsSave>;

/** The tags that a user can see, most common first, with the number of uses. */
const tagList = z.object({ tags: z.array(z.object({ name: z.string(), count: z.number().int() })) });
export type TagList = z.infer<typeof tagList>;

/** The team's names for highlight colours, in colour order. */
export const colourNames = z.object({ colours: z.array(z.object({ colour, name: z.string() })) });
export type ColourNames = z.infer<typeof colourNames>;

/** Path parameter: a colour. */
export const colourParams = z.object({ colour: z.coerce.number().pipe(colour) });

/** The new name of a colour; an empty one removes the name. */
export const colourName = z.object({ name: z.string() });

/** A note's new text, and the version that it is based on; the version is null if there is no note yet. */
export const noteSave = z.object({ version: version.nullable(), body: z.string() });
export type NoteSave = z.infer<typeof noteSave>;

/** The versions of a note, newest first. Their texts are fetched one by one. */
const noteVersionList = z.object({ versions: z.array(z.object({ version, at: time, author: person })) });
export type NoteVersionList = z.infer<typeof noteVersionList>;

/** A note's text in one of its versions. */
const noteVersion = z.object({ version, body: z.string() });
export type NoteVersion = z.infer<typeof noteVersion>;

/** Something that a user has deleted. */
const deletedItem = z.object({
  kind: z.enum(["highlight", "note", "reply"]),
  /** Id of the deleted highlight, or of the highlight that the deleted note or reply belongs to. */
  highlight: id,
  /** Id of the reply; null if the note isn't a reply. */
  reply: id.nullable(),
  /** The report's slug. */
  report: z.string(),
  reportTitle: z.string(),
  /** The highlighted words, or the description of an area. */
  quote: z.string(),
  colour,
  /** The deleted text as Markdown. For a highlight, the note deleted with it, or null if it had none. */
  text: z.string().nullable(),
  author: person,
  /** When it was deleted. */
  at: time,
  /** When it will be permanently deleted. */
  until: time,
  /** Whether the user can permanently delete it now. */
  mayErase: z.boolean(),
});
export type DeletedItem = z.infer<typeof deletedItem>;

/** Items that a user has recently deleted, newest first. */
const deletedList = z.object({ items: z.array(deletedItem) });
export type DeletedList = z.infer<typeof deletedList>;

/** Path parameters: a highlight id and a version of its note. */
export const noteVersionParams = z.object({ id, version: z.coerce.number().pipe(version) });

/** A new reply. The browser chooses its id, so that a repeated save has no effect. */
export const newReply = z.object({ id, body: z.string() });
export type NewReply = z.infer<typeof newReply>;

/** A reply's new text, and the version that it is based on. */
export const replySave = z.object({ version, body: z.string() });
export type ReplySave = z.infer<typeof replySave>;

/** Path parameters: a highlight id, and the id of a reply to its note. */
export const replyParams = z.object({ id, reply: id });
export type ReplyParams = z.infer<typeof replyParams>;

/** The passage to attach an unplaced highlight to, or the area for an unplaced area. */
export const attachment = z.object({
  edition: id,
  start: offset,
  end: offset,
  quote: z.string(),
  area: area.nullable().optional(),
});
export type Attachment = z.infer<typeof attachment>;

/** The edition shown on the page. Changes to a placement apply only to this edition. */
export const editionQuery = z.object({ edition: id });

const forecastEntry = z.object({ id, author: z.string(), quote: z.string() });

/** The effect that a text, as the next edition, would have on the highlights that a user can see. */
export const forecast = z.object({
  counts: z.record(z.enum(["anchored", "moved", "changed", "ambiguous", "orphan"]), z.number().int()),
  /** The first highlights whose words would change, with the new words, in reading order. */
  changed: z.array(forecastEntry.extend({ words: z.string() })),
  /** The first highlights that would be unplaced, as they appear in the current edition. */
  lost: z.array(forecastEntry.extend({ note: z.string().nullable(), isAmbiguous: z.boolean() })),
});
export type ImpactPreview = z.infer<typeof forecast>;
