import "server-only";
import { namesOf } from "../../accounts/people";
import { type Actor, may } from "../../accounts/policy";
import type { Database } from "../../db/database";
import { findHighlight, type NoteRow } from "../highlights/repository";
import { noteFor } from "../highlights/views";
import { notFound } from "../rules";
import type { NoteVersion, NoteVersionList } from "../schemas";
import { findRevision, type RevisionRow, revisionsOf } from "./history-repository";
import { mentionedIn, withNames } from "./mentions";

/**
 * What the note of a highlight has said, the latest first. A person who may see the note sees of it what they might have seen at the
 * time: not what its author wrote for themself before it was shown to others, and nothing of a note that stood here before and was
 * deleted. Its author sees all.
 *
 * @throws UserError `not-found` (404) where there is no note that the person may see
 */
export async function listNoteVersions(db: Database, actor: Actor, highlightId: string): Promise<NoteVersionList> {
  const note = await noteOf(db, actor, highlightId);
  const rows = await revisionsOf(db, note.id);
  const seen = rows.filter((row) => isSeen(actor, note, row));
  return { versions: seen.map(({ version, createdAt, author }) => ({ version, at: createdAt.toISOString(), author })) };
}

/**
 * What the note of a highlight said at a version, with the people in it called as they are now.
 *
 * @throws UserError `not-found` (404) also for a version that `listNoteVersions` does not list
 */
export async function readNoteVersion(
  db: Database,
  actor: Actor,
  highlightId: string,
  version: number,
): Promise<NoteVersion> {
  const note = await noteOf(db, actor, highlightId);
  const row = await findRevision(db, note.id, version);
  if (!row || !isSeen(actor, note, row)) throw notFound();
  return { version, body: withNames(row.body, await namesOf(db, mentionedIn(row.body))) };
}

async function noteOf(db: Database, actor: Actor, highlightId: string): Promise<NoteRow> {
  const row = await findHighlight(db, highlightId);
  const note = row && !row.deletedAt && noteFor(actor, row);
  if (!note) throw notFound();
  return note;
}

function isSeen(actor: Actor, note: NoteRow, { visibility, groupId, createdAt }: Omit<RevisionRow, "body">): boolean {
  const isOwn = note.authorId === actor.id;
  const isOfThisNote = isOwn || createdAt >= note.createdAt;
  return isOfThisNote && may(actor, "note.read", { authorId: note.authorId, visibility, groupId });
}
