import "server-only";
import type { Actor } from "../accounts/policy";
import type { Database } from "../db/database";
import { UserError } from "../errors";
import { pictureOfHighlight } from "../library/crops";
import { BUSY } from "../workers/fair-queue";
import type { ReadableNote } from "./prose";
import type { NoteInWord } from "./write-docx";

/** Limits on the pictures of one document: their number, their total size in bytes, and the time to draw them. */
const LIMITS = { count: 200, bytes: 20 * 1024 * 1024, milliseconds: 30_000 };

/**
 * Adds pictures to the notes on areas, as far as the user can see them. Pictures beyond the limits, and those that can't
 * be drawn, are left out.
 *
 * @throws UserError `too-many-jobs` (429 or 503)
 */
export async function withPictures(
  db: Database,
  actor: Actor,
  notes: readonly ReadableNote[],
): Promise<readonly NoteInWord[]> {
  const end = Date.now() + LIMITS.milliseconds;
  let left = { count: LIMITS.count, bytes: LIMITS.bytes };
  const shown: NoteInWord[] = [];
  for (const note of notes) {
    const { id, area } = note.highlight;
    const picture = area && left.count > 0 && Date.now() < end ? await pictureOrNull(db, actor, id) : null;
    if (!area || !picture || picture.bytes.length > left.bytes) {
      shown.push(note);
      continue;
    }
    left = { count: left.count - 1, bytes: left.bytes - picture.bytes.length };
    // A picture is stored as a whole, but a part of a page is drawn for the area.
    shown.push({ ...note, picture: { bytes: picture.bytes, part: "picture" in area ? area : null } });
  }
  return shown;
}

async function pictureOrNull(db: Database, actor: Actor, id: string) {
  try {
    return await pictureOfHighlight(db, actor, id);
  } catch (error) {
    if (error instanceof UserError && error.code !== BUSY) return null;
    throw error;
  }
}
