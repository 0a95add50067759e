import { type Actor, may, type Rights } from "../../accounts/policy";
import { type Area, areaIn } from "../areas/area";
import { type ThreadedReply, threaded } from "../replies/thread-repository";
import type { HighlightView, NoteView, Origin, ReplyView } from "../schemas";
import { termsIn } from "../terms";
import type { Colour } from "./colours";
import type { HighlightRow, NoteRow, ReplyRow } from "./repository";

/** A highlight's note; null if there is none, or if it is deleted or hidden from the user. */
export function noteFor(actor: Rights, { note }: HighlightRow): NoteRow | null {
  return note && !note.deletedAt && may(actor, "note.read", note) ? note : null;
}

/**
 * The replies to a note that aren't deleted, oldest first. Leaves out replies to an earlier, deleted note on the same
 * highlight.
 */
export function repliesTo({ replies, createdAt }: NoteRow, { withDeleted = false } = {}): ReplyRow[] {
  return replies.filter((reply) => reply.createdAt >= createdAt && (withDeleted || !reply.deletedAt));
}

/** Whether a user can see a reply, deleted or not. */
export function seesReply(actor: Rights, note: NoteRow, reply: ReplyRow): boolean {
  return may(actor, "reply.read", threaded(note, reply));
}

/** A highlight as one user sees it. The caller has already checked that they can see it. */
export function highlightView(actor: Actor, row: HighlightRow): HighlightView {
  const [placement] = row.placements;
  const note = noteFor(actor, row);
  return {
    id: row.id,
    report: row.report,
    edition: placement?.editionId ?? row.editionId,
    start: placement?.start ?? null,
    end: placement?.end ?? null,
    state: placement?.state ?? "orphan",
    carried: placement !== undefined && placement.editionId !== row.editionId,
    attached: typeof placement?.attachedById === "string",
    settled: placement?.settledAt instanceof Date,
    quote: row.quote,
    area: areaOf(row, placement),
    description: row.description,
    // This cast is safe, because the colour was validated when it was stored.
    colour: row.colour as Colour,
    visibility: row.visibility,
    groupId: row.groupId,
    tags: row.tags.map(({ name }) => name),
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    author: row.author,
    origin: originOf(row),
    may: {
      edit: may(actor, "highlight.edit", row),
      delete: may(actor, "highlight.delete", row),
      share: may(actor, "share.create", null),
      place: may(actor, "highlight.place", row),
    },
    note: note && noteViewOf(actor, row, note),
  };
}

function areaOf(row: HighlightRow, placement: HighlightRow["placements"][number] | undefined): Area | null {
  return areaIn(placement && placement.start !== null ? placement.area : row.area);
}

function noteViewOf(actor: Actor, { resolvedBy }: HighlightRow, note: NoteRow): NoteView {
  // Users who can't see other people's new replies must not learn how often erased replies were changed.
  const seesAll = may(actor, "note.read", { ...note, authorId: "" }) || note.visibility === "private";
  const seen = { ...note, replies: note.replies.filter((reply) => seesReply(actor, note, reply)) };
  return {
    body: note.body,
    version: note.version,
    updatedAt: note.updatedAt.toISOString(),
    visibility: note.visibility,
    resolved: note.resolvedAt && { by: resolvedBy, at: note.resolvedAt.toISOString() },
    replies: repliesTo(seen).map((reply) => replyViewOf(actor, threaded(note, reply))),
    changes: seen.replies.reduce((sum, { version }) => sum + version, seesAll ? note.erasedReplyVersions : 0),
    may: {
      reply: may(actor, "reply.create", note),
      resolve: may(actor, "note.resolve", note),
      share: note.visibility !== "private" && may(actor, "share.create", note),
    },
  };
}

/** A reply as one user sees it. The caller has already checked that they can see it. */
export function replyViewOf(actor: Actor, reply: ThreadedReply): ReplyView {
  const { id, body, version, visibility, groupId, author, createdAt, updatedAt } = reply;
  return {
    ...{ id, body, version, visibility, groupId, author, origin: originOf(reply) },
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    may: {
      edit: may(actor, "reply.edit", reply),
      delete: may(actor, "reply.delete", reply),
    },
  };
}

/** Where an imported highlight or reply came from; null if it was created in Concord. */
export function originOf({
  importedFrom: iri,
  creatorIri,
  creatorName: name,
  importedTerms = null,
}: Pick<HighlightRow, "importedFrom" | "creatorIri" | "creatorName"> &
  Partial<Pick<HighlightRow, "importedTerms">>): Origin {
  const creator = creatorIri === null && name === null ? null : { iri: creatorIri, name };
  const terms = termsIn(importedTerms);
  return iri === null && creator === null && !terms ? null : { iri, creator, ...(terms && { terms }) };
}

/** Sorts highlights by position and then by length, longest first. Unplaced highlights come last. */
export function inReadingOrder(a: HighlightView, b: HighlightView): number {
  const byPlace = (a.start ?? Number.MAX_SAFE_INTEGER) - (b.start ?? Number.MAX_SAFE_INTEGER);
  const byLength = (b.end ?? 0) - (a.end ?? 0);
  return byPlace || byLength || (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.id < b.id ? -1 : 1);
}
