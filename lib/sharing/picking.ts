import "server-only";
import { type Actor, authorize, may, notesVisibleTo, type Owned, visibleTo } from "../accounts/policy";
import type { Span } from "../anchoring/anchor";
import { IN_CURRENT_REPORT } from "../current-reports";
import type { Database, Transaction } from "../db/database";
import { UserError } from "../errors";
import type { ChosenNote } from "./repository";
import type { CollectionView } from "./schemas";

/** A span in the text of an edition. */
interface Place extends Span {
  editionId: string;
  /** The highlight that is shared, if any. */
  highlightId: string | null;
}

/** A note that a user can see at a place, with its author. */
interface NoteThere extends Place, Owned {
  highlightId: string;
  author: { id: string; name: string };
}

/** The notes that a user can see in the given editions, limited to those whose highlights are placed there. */
async function notesIn(
  db: Database | Transaction,
  actor: Actor,
  editionIds: readonly string[],
  authorIds?: readonly string[],
): Promise<NoteThere[]> {
  const highlight = { AND: [visibleTo(actor), { deletedAt: null }] };
  const note = { AND: [notesVisibleTo(actor), { deletedAt: null }] };
  const by = authorIds && { authorId: { in: [...authorIds] } };
  const rows = await db.placement.findMany({
    where: {
      editionId: { in: [...new Set(editionIds)] },
      start: { not: null },
      highlight: { ...highlight, ...IN_CURRENT_REPORT, note: { is: { ...note, ...by } } },
    },
    select: {
      ...{ editionId: true, start: true, end: true, highlightId: true },
      highlight: {
        select: {
          report: true,
          note: {
            select: { authorId: true, visibility: true, groupId: true, author: { select: { id: true, name: true } } },
          },
        },
      },
    },
  });
  return rows.flatMap(({ highlight: { note, report }, start, end, ...row }) =>
    note && start !== null && end !== null ? [{ ...row, ...note, report, start, end }] : [],
  );
}

/**
 * Chooses which of the given people's notes to share with a passage: those whose highlights overlap it.
 *
 * @throws UserError `share-note` if one of these people has no note there that the user can see, `share-private` if the
 *   note is private, `forbidden` (403) if the user can't share it
 */
export async function requireNotes(
  tx: Transaction,
  actor: Actor,
  place: Place,
  authorIds: readonly string[],
): Promise<ChosenNote[]> {
  if (authorIds.length === 0) return [];
  const notes = (await notesIn(tx, actor, [place.editionId], authorIds)).filter((note) => touches(note, place));
  return authorIds.flatMap((authorId) => {
    const own = notes.filter((note) => note.authorId === authorId);
    const chosen = permitsOf(actor, own);
    const [first] = own;
    if (chosen.length > 0) return chosen;
    if (!first) throw new UserError("share-note");
    authorize(actor, "share.create", first);
    throw new UserError("share-private");
  });
}

/** The given people's notes to share with each place, if permitted; see `requireNotes`. */
export async function chooseNotes<T extends Place>(
  tx: Transaction,
  actor: Actor,
  places: readonly T[],
  authorIds: readonly string[],
): Promise<Map<T, ChosenNote[]>> {
  const editionIds = places.map(({ editionId }) => editionId);
  const notes = authorIds.length === 0 ? [] : await notesIn(tx, actor, editionIds, authorIds);
  return new Map(
    places.map((place) => [
      place,
      permitsOf(
        actor,
        notes.filter((note) => touches(note, place)),
      ),
    ]),
  );
}

/** The people with notes at the given places that a user can share, sorted by name, with the number of notes. */
export async function peopleOn(
  db: Database | Transaction,
  actor: Actor,
  places: readonly Place[],
): Promise<Omit<CollectionView["people"][number], "shown">[]> {
  const all = await notesIn(
    db,
    actor,
    places.map(({ editionId }) => editionId),
  );
  const there = all.filter((note) => isForOutside(actor, note) && places.some((place) => touches(note, place)));
  // A highlight has a placement in every later edition, but counts as one note.
  return countByAuthor([...new Map(there.map((note) => [note.highlightId, note])).values()]);
}

/** The authors of the given notes, sorted by name, with the number of notes. */
export function countByAuthor(notes: readonly Pick<NoteThere, "author">[]) {
  const people = new Map<string, { id: string; name: string; notes: number }>();
  for (const { author } of notes) {
    people.set(author.id, { ...author, notes: (people.get(author.id)?.notes ?? 0) + 1 });
  }
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
}

function touches(note: NoteThere, place: Place): boolean {
  // Areas cover no text. Their notes belong only to themselves.
  if (note.start === note.end || place.start === place.end) return note.highlightId === place.highlightId;
  return note.editionId === place.editionId && note.start < place.end && note.end > place.start;
}

/** A private note is never shared, not even by its author. */
function isForOutside(actor: Actor, note: NoteThere): boolean {
  return note.visibility !== "private" && may(actor, "share.create", note);
}

function permitsOf(actor: Actor, notes: readonly NoteThere[]): ChosenNote[] {
  return notes.filter((note) => isForOutside(actor, note)).map((note) => authorize(actor, "share.create", note));
}
