import "server-only";
import type { Database, Prisma } from "../../db/database";
import { AUTHOR } from "../highlights/repository";

const WITHOUT_BODY = {
  version: true,
  visibility: true,
  groupId: true,
  createdAt: true,
  author: AUTHOR,
} satisfies Prisma.NoteRevisionSelect;

export type RevisionRow = Prisma.NoteRevisionGetPayload<{ select: typeof WITHOUT_BODY & { body: true } }>;

/** The versions of a note, newest first, without their texts. */
export function revisionsOf(db: Database, noteId: string): Promise<Omit<RevisionRow, "body">[]> {
  return db.noteRevision.findMany({ where: { noteId }, orderBy: { version: "desc" }, select: WITHOUT_BODY });
}

/** A note's text in one of its versions; null if that version has no text. */
export function findRevision(db: Database, noteId: string, version: number): Promise<RevisionRow | null> {
  return db.noteRevision.findUnique({
    where: { noteId_version: { noteId, version } },
    select: { ...WITHOUT_BODY, body: true },
  });
}
