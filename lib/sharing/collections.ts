import "server-only";
import { randomUUID } from "node:crypto";
import { auditBy } from "../accounts/audit";
import { type Actor, authorize, may } from "../accounts/policy";
import { type HighlightRow, highlightsUnder } from "../annotations/highlights/repository";
import { notFound } from "../annotations/rules";
import type { Database, Transaction } from "../db/database";
import { textsOf } from "../editions/editions";
import { UserError } from "../errors";
import { withEventTransaction } from "../events/log";
import { chooseNotes, countByAuthor, peopleOn } from "./picking";
import {
  appendPassages,
  findShares,
  insertShare,
  movePassages,
  type NewPassage,
  placesOf,
  removeShare,
  replaceNotes,
  type ShareRow,
  updateCollection,
} from "./repository";
import { introductionOf, notesOf, stateOf, titleOf } from "./rules";
import {
  type CollectionChange,
  type CollectionView,
  MAX_PASSAGES,
  type NewCollection,
  type ShareView,
} from "./schemas";
import { announce, requireShare, showsNotes } from "./service";
import { collectionViewOf, shareView } from "./views";

/**
 * Creates a collection from the passages of the given highlights, in order. It is private until it gets a link
 * (`renewShare`).
 *
 * @throws UserError `forbidden` (403), `not-found` (404) for a highlight that the user can't see, and any error from
 *   `titleOf` or `introductionOf`
 */
export function createCollection(db: Database, actor: Actor, asked: NewCollection): Promise<ShareView> {
  const title = titleOf(asked.title);
  const introduction = introductionOf(asked.introduction ?? "");
  return withEventTransaction(db, async (tx) => {
    const permit = authorize(actor, "share.create", null);
    const passages = await passagesOf(tx, actor, asked.highlights ?? [], []);
    return shareView(await insertShare(tx, permit, { id: randomUUID(), title, introduction }, passages));
  });
}

/** The collections that a user has created, newest first. */
export async function listCollections(db: Database, actor: Actor): Promise<ShareView[]> {
  return (await findShares(db, { createdById: actor.id, title: { not: null } })).map(shareView);
}

/**
 * A collection as its creator edits it.
 *
 * @throws UserError `not-found` (404) if it doesn't exist, or the user can't edit it
 */
export async function readCollection(db: Database, actor: Actor, id: string): Promise<CollectionView> {
  return asWorkedOn(db, actor, await requireCollection(db, actor, id));
}

/**
 * Appends the passages of the given highlights to a collection, without duplicates. If the collection shows some
 * people's notes, it also shows their notes on the new passages.
 *
 * @returns the collection, and how many passages were added
 * @throws UserError `not-found` (404), `forbidden` (403), `collection-full` (409)
 */
export function addPassages(
  db: Database,
  actor: Actor,
  id: string,
  highlightIds: readonly string[],
): Promise<{ collection: ShareView; added: number }> {
  return withEventTransaction(db, async (tx) => {
    const row = await requireCollection(tx, actor, id);
    const permit = authorize(actor, "share.edit", row);
    const present = new Set(row.passages.map(({ highlightId }) => highlightId));
    const wanted = [...new Set(highlightIds)].filter((highlightId) => !present.has(highlightId));
    if (row.passages.length + wanted.length > MAX_PASSAGES) {
      throw new UserError("collection-full", { max: MAX_PASSAGES });
    }
    if (wanted.length === 0) return { collection: shareView(row), added: 0 };
    const shown = row.passages.flatMap((passage) => notesOf(row, passage).map(({ authorId }) => authorId));
    const passages = await passagesOf(tx, actor, wanted, [...new Set(shown)]);
    const changed = await appendPassages(tx, permit, passages);
    return { collection: shareView(await noteChange(tx, actor, changed)), added: passages.length };
  });
}

/**
 * Changes a collection: title, introduction, order and choice of passages, and whose notes its link shows.
 *
 * @throws UserError `not-found` (404), `forbidden` (403), `conflict` (409) if the version is outdated, and any error
 *   from `createCollection`
 */
export function changeCollection(
  db: Database,
  actor: Actor,
  id: string,
  { version, passages, notes, ...change }: CollectionChange,
): Promise<CollectionView> {
  return withEventTransaction(db, async (tx) => {
    const row = await requireCollection(tx, actor, id);
    const permit = authorize(actor, "share.edit", row);
    if (row.version !== version) {
      throw new UserError("conflict.collection");
    }
    if (passages) await movePassages(tx, permit, await placesAsAsked(tx, id, passages));
    if (notes) {
      const people = notes.filter(({ shown }) => shown).map(({ person }) => person);
      const chosen = await chooseNotes(tx, actor, (await requireCollection(tx, actor, id)).passages, people);
      const byPassage = new Map([...chosen].map(([passage, own]) => [passage.id, own]));
      const authorIds = notes.map(({ person }) => person);
      await replaceNotes(tx, permit, authorIds, byPassage);
    }
    const changed = await updateCollection(tx, permit, {
      ...(change.title !== undefined && { title: titleOf(change.title) }),
      ...(change.introduction !== undefined && { introduction: introductionOf(change.introduction) }),
      ...(change.withNames !== undefined && { withNames: change.withNames }),
    });
    return asWorkedOn(tx, actor, await noteChange(tx, actor, changed));
  });
}

/**
 * Permanently deletes a collection. Its link must be revoked first.
 *
 * @throws UserError `not-found` (404), `forbidden` (403), `share-open` (409)
 */
export function eraseCollection(db: Database, actor: Actor, id: string): Promise<{ id: string }> {
  return withEventTransaction(db, async (tx) => {
    const row = await requireCollection(tx, actor, id);
    const permit = authorize(actor, "share.erase", row);
    if (stateOf(row) === "open") {
      throw new UserError("share-open");
    }
    await removeShare(tx, permit);
    if (row.tokenHash !== null) await auditBy(tx, actor, "share.erased", id, {});
    await announce(tx, actor, row, "share.erased");
    return { id };
  });
}

/**
 * @throws UserError `not-found` (404) if it isn't a collection or belongs to another person, because only its creator
 *   can edit it
 */
async function requireCollection(db: Database | Transaction, actor: Actor, id: string): Promise<ShareRow> {
  const row = await requireShare(db, actor, id);
  if (row.title === null || row.createdById !== actor.id) throw notFound();
  return row;
}

async function asWorkedOn(db: Database | Transaction, actor: Actor, row: ShareRow): Promise<CollectionView> {
  const mayShow = await peopleOn(db, actor, row.passages);
  const shown = row.passages.flatMap((passage) => notesOf(row, passage));
  const counts = countByAuthor([...new Map(shown.map((note) => [note.id, note])).values()]);
  const people = mayShow.map((person) => ({
    ...person,
    shown: counts.find(({ id }) => id === person.id)?.notes ?? 0,
  }));
  // Notes that the user can no longer share in their current role are still shown, and can be hidden.
  const others = counts.filter(({ id }) => !mayShow.some((person) => person.id === id));
  return collectionViewOf(row, [...people, ...others.map((person) => ({ ...person, shown: person.notes }))]);
}

/**
 * The passages of the given highlights, for a collection. Each is in the current edition of its report or, if the
 * highlight is unplaced there, in the edition in which it was created.
 *
 * @throws UserError `not-found` (404) for a highlight that doesn't exist or that this user can't see
 */
async function passagesOf(
  tx: Transaction,
  actor: Actor,
  highlightIds: readonly string[],
  people: readonly string[],
): Promise<NewPassage[]> {
  const rows = await highlightsUnder(tx, highlightIds);
  const places = [...new Set(highlightIds)].map((id) => {
    const row = rows.get(id);
    if (!row || row.deletedAt || !may(actor, "highlight.read", row)) throw notFound();
    return { highlightId: id, ...placeOf(row) };
  });
  const texts = await textsOf(tx, [...new Set(places.map(({ editionId }) => editionId))]);
  const notes = await chooseNotes(tx, actor, places, people);
  return places.map(({ description, ...place }, index) => ({
    ...{ id: randomUUID(), ...place, notes: notes.get(places[index]!) ?? [] },
    quote: description || (texts.get(place.editionId) ?? "").slice(place.start, place.end),
  }));
}

function placeOf({ editionId, start, end, area, description, placements: [placement] }: HighlightRow) {
  if (!placement || placement.start === null || placement.end === null)
    return { editionId, start, end, area, description };
  return {
    ...{ editionId: placement.editionId, start: placement.start, end: placement.end },
    ...{ area: placement.area, description },
  };
}

/**
 * The changed positions of passages in their new order; null for a removed passage.
 *
 * @throws UserError `not-found` (404) for a passage that has never been in the collection
 */
async function placesAsAsked(tx: Transaction, shareId: string, asked: readonly string[]) {
  const ids = [...new Set(asked)];
  const present = await placesOf(tx, shareId);
  if (ids.some((id) => !present.some((passage) => passage.id === id))) throw notFound();
  const left = present.filter(({ id, position }) => position !== null && !ids.includes(id));
  const former = new Map(present.map(({ id, position }) => [id, position]));
  const places = ids.map((id) => former.get(id) ?? null);
  // If passages were only removed, the others keep their positions, because gaps don't matter.
  const isInOrder = places.every((place, at) => place !== null && (at === 0 || place > (places[at - 1] ?? place)));
  const moved = isInOrder
    ? []
    : ids.map((id, position) => ({ id, position })).filter(({ id, position }) => former.get(id) !== position);
  return [...moved, ...left.map(({ id }) => ({ id, position: null }))];
}

/**
 * Audits changes to a collection with a link, because people outside the team see them. A collection without a link is
 * private.
 */
async function noteChange(tx: Transaction, actor: Actor, row: ShareRow): Promise<ShareRow> {
  if (row.tokenHash !== null) await auditBy(tx, actor, "share.changed", row.id, { withNote: showsNotes(row) });
  return announce(tx, actor, row, "share.changed");
}
