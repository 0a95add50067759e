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
 * The version history of a highlight's note, newest first. Users who can see the note get only the versions that they
 * could have seen at the time. They don't get versions from before the note was shared with them, or of an earlier,
 * deleted note. The author gets all versions.
 *
 * @throws UserError `not-found` (404) if the note doesn't exist or the user can't see it
 */
export async function listNoteVersions(db: Database, actor: Actor, highlightId: string): Promise<NoteVersionList> {
  const note = await noteOf(db, actor, highlightId);
  const rows = await revisionsOf(db, note.id);
  const seen = rows.filter((row) => isSeen(actor, note, row));
  return { versions: seen.map(({ version, createdAt, author }) => ({ version, at: createdAt.toISOString(), author })) };
}

/**
 * A note's text in one of its versions. Mentions show people's current names.
 *
 * @throws UserError `not-found` (404), including for a version that `listNoteVersions` doesn't list
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
  return isOfThisNote && may(actor, "note.read", { report: note.report, authorId: note.authorId, visibility, groupId });
}
