import "server-only";
import { randomUUID } from "node:crypto";
import { type Actor, type Authorized, authorize, may } from "../../accounts/policy";
import type { Database, Transaction } from "../../db/database";
import { currentEdition, editionText } from "../../editions/editions";
import { UserError } from "../../errors";
import {
  type Change,
  type EventKind,
  lastEventNumber,
  publish,
  publishAll,
  withEventTransaction,
} from "../../events/log";
import { processSingleton } from "../../process-singleton";
import { VersionedCache } from "../../versioned-cache";
import { storedArea } from "../areas/area";
import { requireArea } from "../areas/require-area";
import { tellMentioned, tellNewSeers } from "../inbox/inbox-telling";
import { findNewArea, placeHighlight } from "../placements/placements";
import { type Audience, audienceOf, checkColour, descriptionOf, EditConflict, noteBody, notFound } from "../rules";
import type { HighlightChange, HighlightList, HighlightView, NewHighlight } from "../schemas";
import { auditDeletion } from "./deletion-audit";
import {
  type HighlightSnapshot,
  snapshotHighlights,
  type VisibleHighlights,
  visibilityKey,
  visibleIn,
} from "./highlight-snapshot";
import { idForNew, idOfChosen } from "./own-ids";
import { checkPassage, checkPoint, checkSelector } from "./passage-checks";
import {
  findHighlight,
  type HighlightRow,
  insertHighlight,
  insertNote,
  insertTags,
  setHighlightDeleted,
  setHighlightRestored,
  updateHighlight,
  updateNoteAudience,
} from "./repository";
import { requireTags } from "./require-tags";
import { saveOnce } from "./save-once";

import { highlightView } from "./views";

/** Maximum number of editions whose highlights are cached. This is about as many as a team reads at the same time. */
const EDITIONS = 8;

/** Cache limits for what viewers see in these editions: the number of viewers, and the total number of highlights. */
const VIEWERS = { most: 64, highlights: 100_000 };

interface Listed {
  snapshots: VersionedCache<HighlightSnapshot>;
  viewers: VersionedCache<VisibleHighlights>;
}

function listedOf(db: Database): Listed {
  const all = processSingleton("listed-highlights", () => new WeakMap<Database, Listed>());
  const own = all.get(db) ?? {
    snapshots: new VersionedCache(EDITIONS),
    viewers: new VersionedCache(VIEWERS.most, { most: VIEWERS.highlights, of: ({ views }) => views.length }),
  };
  all.set(db, own);
  return own;
}

/**
 * The highlights of a report that a user can see, with their notes, in reading order. They are read once for all users
 * and then updated incrementally, because loading thousands takes longer than all the other requests for opening a
 * report.
 *
 * @param slug of the report
 * @throws UserError `not-found` (404) if there is no such report, or the user can't read it
 */
export async function listHighlights(db: Database, actor: Actor, slug: string): Promise<HighlightList> {
  // Read the event number before the highlights, so that the highlights can be newer than the event but never older.
  const event = await lastEventNumber(db);
  const edition = await currentEdition(db, slug);
  if (!edition || !may(actor, "report.read", { report: slug })) throw notFound();
  const { snapshots, viewers } = listedOf(db);
  const all = await snapshots.get(edition.id, String(event), (before) =>
    snapshotHighlights(db, [edition.id], event, before),
  );
  const key = `${edition.id} ${visibilityKey(actor)}`;
  const seen = await viewers.get(key, String(all.event), async (before) => visibleIn(actor, all, before));
  return { edition: { id: edition.id, ordinal: edition.ordinal }, highlights: [...seen.views] };
}

/**
 * A highlight with its note and its placement in the current edition.
 *
 * @throws UserError `not-found` (404) if it doesn't exist or the user can't see it
 */
export async function readHighlight(db: Database | Transaction, actor: Actor, id: string): Promise<HighlightView> {
  const row = await chosenHighlight(db, actor, id);
  if (row.deletedAt) throw notFound();
  return highlightView(actor, row);
}

/**
 * Creates a highlight, with optional tags and note. An identical request returns the existing highlight, so a save can
 * be repeated. `idForNew` chooses the id.
 *
 * @throws UserError `not-found` (404) for an edition of another report, `highlight-exists` (409) for the id of another
 *   item that the user can see, and any error from `checkSelector`, `requireArea`, `descriptionOf`,
 *   `checkColour`, `requireTags`, `noteBody`, `audienceOf` or `authorize`
 */
export async function createHighlight(
  db: Database,
  actor: Actor,
  slug: string,
  { id: chosen, edition: editionId, start, end, quote, prefix, suffix, area = null, ...rest }: NewHighlight,
): Promise<HighlightView> {
  const audience = audienceOf(actor, rest.visibility, rest.groupId);
  const edition = await editionText(db, editionId);
  if (edition?.report !== slug) throw notFound();
  const permit = authorize(actor, "highlight.create", { report: slug, authorId: actor.id, ...audience });
  const colour = checkColour(rest.colour);
  const tags = requireTags(rest.tags ?? []);
  const body = rest.note === null ? null : noteBody(rest.note);
  const selector = { start, end, quote, prefix, suffix };
  const description = area ? descriptionOf(rest.description ?? "") : "";
  checkSelector(edition.text, selector, area ? checkPoint : checkPassage);
  if (area) await requireArea(db, editionId, area);
  const look = { area: storedArea(area), description, colour };
  const found = await findNewArea(db, edition, { start, area }, actor.id);

  return withEventTransaction(db, async (tx) => {
    const id = await idForNew(actor.id, chosen, async (taken) => isKnown(actor, await findHighlight(tx, taken)));
    await saveOnce(tx, actor, id, async () => {
      const there = await findHighlight(tx, id);
      if (there) return checkRepeated(actor, there, { editionId, start, end });
      await insertHighlight(tx, permit, { id, report: slug, editionId, ...selector, ...look, ...audience });
      await insertTags(tx, permit, id, tags);
      await placeHighlight(tx, edition, { id, ...selector, area }, found);
      const first = { report: slug, version: 1, actorId: actor.id };
      const created: Change = { ...first, kind: "highlight.created", subjectId: id };
      if (body === null) return publishAll(tx, [created]);
      const noteId = randomUUID();
      await insertNote(tx, permit, { id: noteId, highlightId: id, version: 1, body, ...audience });
      const note = { id: noteId, report: slug, authorId: actor.id, createdAt: new Date(), ...audience };
      await tellMentioned(tx, note, { body, authorId: actor.id, replyId: null });
      return publishAll(tx, [created, { ...first, kind: "note.created", subjectId: noteId }]);
    });
    // A repeated save may find that the highlight has since been deleted.
    return readHighlight(tx, actor, id);
  });
}

/** Whether the highlight exists and the user knows about it. */
function isKnown(actor: Actor, row: HighlightRow | null): boolean {
  return row !== null && (row.authorId === actor.id || (row.deletedAt === null && may(actor, "highlight.read", row)));
}

/** @throws UserError `highlight-exists` (409) unless the existing highlight came from the same save */
function checkRepeated(
  actor: Actor,
  row: HighlightRow,
  { editionId, start, end }: { editionId: string; start: number; end: number },
): void {
  const isSame =
    row.authorId === actor.id &&
    row.editionId === editionId &&
    row.start === start &&
    row.end === end &&
    !row.deletedAt;
  if (isSame) return;
  throw new UserError("highlight-exists");
}

/**
 * Changes a highlight's colour, the description of an area, or the audience of the highlight and its note.
 *
 * @throws UserError `not-found` (404), `forbidden` (403), `colour`, `group`, `not-an-area`, and any error from
 *   `descriptionOf`; EditConflict (409) if the version is
 *   outdated
 */
export function changeHighlight(
  db: Database,
  actor: Actor,
  id: string,
  change: HighlightChange,
): Promise<HighlightView> {
  return withHighlight(db, actor, id, (tx, row) => makeChange(tx, actor, row, change));
}

/** Like `changeHighlight`, but within a `withHighlight` transaction. */
export async function makeChange(
  tx: Transaction,
  actor: Actor,
  row: HighlightRow,
  { version, colour, description, visibility, groupId }: HighlightChange,
): Promise<void> {
  const permit = authorize(actor, "highlight.edit", row);
  if (description !== undefined && row.area === null) throw new UserError("not-an-area");
  const change = {
    ...(description !== undefined && { description: descriptionOf(description) }),
    ...(colour !== undefined && { colour: checkColour(colour) }),
    ...(visibility !== undefined && audienceOf(actor, visibility, groupId)),
  };
  const wanted = { ...row, ...change };
  const widens = wanted.visibility !== row.visibility || wanted.groupId !== row.groupId;
  // This is a retry. The save succeeded but its response was lost, so the retry still names the old version.
  if (wanted.colour === row.colour && wanted.description === row.description && !widens) return;
  if (version !== row.version) throw new EditConflict(highlightView(actor, row));
  if (widens) {
    authorize(actor, "highlight.create", wanted);
    await updateNoteAudience(tx, permit, wanted);
    const { note, visibility, groupId } = wanted;
    if (note && !note.deletedAt) await tellNewSeers(tx, { ...note, visibility, groupId });
  }
  const next = await updateHighlight(tx, permit, change);
  await announce(tx, actor, row, "highlight.changed", next, widens ? row : null);
}

/**
 * Deletes a highlight and its note. Both can be restored.
 *
 * @throws UserError `not-found` (404), `forbidden` (403); EditConflict (409) if the version is outdated
 */
export function deleteHighlight(db: Database, actor: Actor, id: string, version: number): Promise<{ id: string }> {
  return withEventTransaction(db, async (tx) => {
    const row = await chosenHighlight(tx, actor, id);
    const permit = authorize(actor, "highlight.delete", row);
    await saveOnce(tx, actor, row.id, async () => {
      // This is a retry of a deletion whose response was lost.
      if (row.deletedAt && row.version === version + 1) return;
      if (row.deletedAt) throw notFound();
      if (row.version !== version) throw new EditConflict(highlightView(actor, row));
      await takeAway(tx, permit);
    });
    return { id };
  });
}

/**
 * Like `deleteHighlight`, but only if the highlight is still in the state that the caller expects.
 *
 * @param check throws if it isn't
 * @throws UserError `not-found` (404), `forbidden` (403), and whatever `check` throws
 */
export function deleteKnownHighlight(
  db: Database,
  actor: Actor,
  id: string,
  check: (current: HighlightView) => void,
): Promise<void> {
  return withEventTransaction(db, async (tx) => {
    const row = await chosenHighlight(tx, actor, id);
    await saveOnce(tx, actor, row.id, async () => {
      if (row.deletedAt) throw notFound();
      const permit = authorize(actor, "highlight.delete", row);
      check(highlightView(actor, row));
      await takeAway(tx, permit);
    });
  });
}

async function takeAway(tx: Transaction, permit: Authorized<HighlightRow, "highlight.delete">): Promise<void> {
  const { actor, resource: row } = permit;
  await announce(tx, actor, row, "highlight.deleted", await setHighlightDeleted(tx, permit));
  await auditDeletion(tx, actor, row, "highlight.deleted");
}

/**
 * Restores a deleted highlight. Allowed for the user who deleted it, and for moderators if its author didn't delete
 * it. Does nothing if it isn't deleted.
 *
 * @throws UserError `not-found` (404), `forbidden` (403)
 */
export function restoreHighlight(db: Database, actor: Actor, id: string): Promise<HighlightView> {
  return withEventTransaction(db, async (tx) => {
    const row = await chosenHighlight(tx, actor, id);
    await saveOnce(tx, actor, row.id, async () => {
      if (!row.deletedAt) return;
      const permit = authorize(actor, "highlight.restore", row);
      await announce(tx, actor, row, "highlight.restored", await setHighlightRestored(tx, permit));
      await auditDeletion(tx, actor, row, "highlight.restored");
    });
    return readHighlight(tx, actor, id);
  });
}

/**
 * Changes an existing highlight or its note, and returns the updated highlight.
 *
 * @throws UserError `not-found` (404) if it doesn't exist or the user can't see it
 */
export function withHighlight(
  db: Database,
  actor: Actor,
  id: string,
  change: (tx: Transaction, row: HighlightRow) => Promise<void>,
): Promise<HighlightView> {
  return withEventTransaction(db, async (tx) => {
    const row = await chosenHighlight(tx, actor, id);
    if (row.deletedAt) throw notFound();
    await saveOnce(tx, actor, row.id, () => change(tx, row));
    return readHighlight(tx, actor, id);
  });
}

function visible(actor: Actor, row: HighlightRow | null): HighlightRow | null {
  return row && may(actor, "highlight.read", row) ? row : null;
}

/**
 * The highlight with this id, deleted or not, or the one for which the user chose this id.
 *
 * @throws UserError `not-found` (404) if it doesn't exist or is hidden from the user
 */
async function chosenHighlight(db: Database | Transaction, actor: Actor, id: string): Promise<HighlightRow> {
  const named = visible(actor, await findHighlight(db, id));
  if (named && !named.deletedAt) return named;
  const row = visible(actor, await findHighlight(db, idOfChosen(actor, id))) ?? named;
  if (!row) throw notFound();
  return row;
}

/** @param former the previous audience, if it has changed */
async function announce(
  tx: Transaction,
  { id: actorId }: Actor,
  { id: subjectId, report }: HighlightRow,
  kind: EventKind,
  version: number,
  former: Audience | null = null,
): Promise<void> {
  await publish(tx, { kind, report, subjectId, version, actorId, former });
}
