import "server-only";
import { randomUUID } from "node:crypto";
import { auditBy } from "../accounts/audit";
import { type Actor, authorize, may, sharesVisibleTo } from "../accounts/policy";
import { hashToken, newToken } from "../accounts/tokens";
import { idOfSave } from "../annotations/highlights/own-ids";
import { checkPassage } from "../annotations/highlights/passage-checks";
import { findHighlight, findPlacement } from "../annotations/highlights/repository";
import { notFound } from "../annotations/rules";
import type { Database, Transaction } from "../db/database";
import { editionText } from "../editions/editions";
import { UserError } from "../errors";
import { type EventKind, publish, withEventTransaction } from "../events/log";
import { requireNotes } from "./picking";
import {
  findLinked,
  findShare,
  findShares,
  insertShare,
  type ShareRow,
  setRestored,
  setRevoked,
  setToken,
} from "./repository";
import { endAfter, hasContent, notesOf, stateOf } from "./rules";
import type { NewLink, NewShare, ShareView } from "./schemas";
import { shareView } from "./views";

/** A share and the path of its link, which is returned only when it is created. */
export interface Linked {
  share: ShareView;
  path: string;
}

/**
 * Creates a link to a passage, optionally with the given people's notes on it.
 *
 * @throws UserError `not-found` (404) for an edition or highlight that the user can't see, `share-highlight` if the
 *   highlight isn't at this passage, `share-made` (409) for a repeated save, and any error from `requireNotes` or
 *   `checkPassage`
 */
export async function createShare(
  db: Database,
  actor: Actor,
  { edition: editionId, start, end, quote, highlightId, notesOf: people = [], withNames = true, days = null }: NewShare,
): Promise<Linked> {
  const edition = await editionText(db, editionId);
  if (!edition || !may(actor, "report.read", edition)) throw notFound();
  // An area covers no text. It is identified by its highlight.
  const isArea = start === end && highlightId !== null;
  if (!isArea) checkPassage(edition.text, { start, end, quote });
  const token = newToken();
  const id = idOfSave(actor);

  return withEventTransaction(db, async (tx) => {
    if (actor.saveKey !== undefined && (await findShare(tx, id))) throw alreadyMade();
    const place = { editionId, start, end };
    const own = highlightId ? await requireHighlightAt(tx, actor, highlightId, place) : null;
    const notes = await requireNotes(tx, actor, { ...place, highlightId }, people);
    const permit = authorize(actor, "share.create", null);
    const share = { id, tokenHash: hashToken(token), withNames, expiresAt: endAfter(days) };
    const row = await insertShare(tx, permit, share, [
      { id: randomUUID(), ...place, quote: own?.description || quote, area: own?.area ?? null, highlightId, notes },
    ]);
    await auditBy(tx, actor, "share.created", row.id, { withNote: notes.length > 0 });
    return { share: shareView(await announce(tx, actor, row, "share.created")), path: `/p/${token}` };
  });
}

/** The error for a repeated save. The link can't be returned again, because only its hash is stored. */
function alreadyMade(): UserError {
  return new UserError("share-made");
}

/**
 * @returns the area of the highlight at this place, and its description
 * @throws UserError `not-found` (404), `share-highlight`
 */
async function requireHighlightAt(
  tx: Transaction,
  actor: Actor,
  id: string,
  { editionId, start, end }: { editionId: string; start: number; end: number },
): Promise<{ area: string | null; description: string }> {
  const highlight = await findHighlight(tx, id);
  if (!highlight || highlight.deletedAt || !may(actor, "highlight.read", highlight)) throw notFound();
  const place = await findPlacement(tx, id, editionId);
  if (place?.start === start && place.end === end) return { area: place.area, description: highlight.description };
  throw new UserError("share-highlight");
}

/** The shares that a user can see, newest first: their own and, for owners and editors, all shares with a link. */
export async function listShares(db: Database, actor: Actor): Promise<ShareView[]> {
  return (await findShares(db, sharesVisibleTo(actor))).map(shareView);
}

/** A single share. @throws UserError `not-found` (404) if it doesn't exist or the user can't see it */
export async function readShare(db: Database, actor: Actor, id: string): Promise<ShareView> {
  return shareView(await requireShare(db, actor, id));
}

/**
 * Replaces the link of a share, or creates the first link of a collection. The old link stops working. A collection
 * whose link was revoked or has expired can get a new one, because collections take effort to put together. If the old
 * link was revoked, this requires the right to restore it.
 *
 * @throws UserError `not-found` (404), `forbidden` (403), `share-ended` (409) if the link wouldn't work, `share-empty`
 *   (409) for a collection without passages
 */
export function renewShare(db: Database, actor: Actor, id: string, { days }: NewLink): Promise<Linked> {
  const token = newToken();
  return withEventTransaction(db, async (tx) => {
    const row = await requireShare(tx, actor, id);
    const permit = authorize(actor, "share.renew", row);
    const isFirst = row.tokenHash === null;
    const link = { tokenHash: hashToken(token), expiresAt: days === undefined ? row.expiresAt : endAfter(days) };
    if (row.title === null ? stateOf(row) !== "open" : stateOf({ ...link, revokedAt: null }) !== "open") {
      throw new UserError("share-ended");
    }
    if (row.passages.length === 0) {
      throw new UserError("share-empty");
    }
    if (row.revokedAt) await setRestored(tx, authorize(actor, "share.restore", row));
    const renewed = await setToken(tx, permit, link);
    const detail = { withNote: showsNotes(renewed) };
    if (isFirst) await auditBy(tx, actor, "share.created", id, detail);
    else await auditBy(tx, actor, "share.renewed", id, {});
    const kind = isFirst ? "share.created" : "share.renewed";
    return { share: shareView(await announce(tx, actor, renewed, kind)), path: `/p/${token}` };
  });
}

/** Whether a share's link currently shows any notes. */
export function showsNotes(row: ShareRow): boolean {
  return row.passages.some((passage) => notesOf(row, passage).length > 0);
}

/**
 * Revokes the link of a share immediately. Does nothing if it is already revoked.
 *
 * @throws UserError `not-found` (404), `forbidden` (403), `share-draft` (409) for a collection without a link
 */
export function revokeShare(db: Database, actor: Actor, id: string): Promise<ShareView> {
  return withEventTransaction(db, async (tx) => {
    const row = await requireShare(tx, actor, id);
    const permit = authorize(actor, "share.revoke", row);
    if (row.tokenHash === null) throw new UserError("share-draft");
    if (row.revokedAt) return shareView(row);
    await auditBy(tx, actor, "share.revoked", id, {});
    return shareView(await announce(tx, actor, await setRevoked(tx, permit), "share.revoked"));
  });
}

/**
 * Revokes all links that a departing person has created.
 *
 * @param actor the person who revokes them: either the departing person, or someone who can revoke any link
 * @throws UserError `forbidden` (403)
 */
export async function revokeSharesOf(tx: Transaction, actor: Actor, personId: string): Promise<void> {
  for (const row of await findLinked(tx, personId)) {
    await auditBy(tx, actor, "share.revoked", row.id, {});
    await announce(tx, actor, await setRevoked(tx, authorize(actor, "share.revoke", row)), "share.revoked");
  }
}

/**
 * Restores a revoked link. The user who revoked it can do this, and so can owners and editors unless it was revoked by
 * its creator. Does nothing if it isn't revoked.
 *
 * @throws UserError `not-found` (404), `forbidden` (403)
 */
export function restoreShare(db: Database, actor: Actor, id: string): Promise<ShareView> {
  return withEventTransaction(db, async (tx) => {
    const row = await requireShare(tx, actor, id);
    if (!row.revokedAt) return shareView(row);
    const permit = authorize(actor, "share.restore", row);
    await auditBy(tx, actor, "share.restored", id, {});
    return shareView(await announce(tx, actor, await setRestored(tx, permit), "share.restored"));
  });
}

/** @throws UserError `not-found` (404) if it doesn't exist or the user can't see it */
export async function requireShare(tx: Database | Transaction, actor: Actor, id: string): Promise<ShareRow> {
  const row = await findShare(tx, id);
  if (!row || !hasContent(row) || !may(actor, "share.list", row)) throw notFound();
  return row;
}

/**
 * Publishes a change to a share. The event belongs to a report if the share is a single passage; a collection may span
 * several reports.
 */
export async function announce(tx: Transaction, actor: Actor, row: ShareRow, kind: EventKind): Promise<ShareRow> {
  const { id, version, title, passages } = row;
  const report = title === null ? (passages[0]?.edition.report ?? null) : null;
  await publish(tx, { kind, report, subjectId: id, version, actorId: actor.id });
  return row;
}
