import "server-only";
import { randomUUID } from "node:crypto";
import { auditBy } from "../accounts/audit";
import { type Actor, authorize, may, sharesVisibleTo } from "../accounts/policy";
import { hashToken, newToken } from "../accounts/tokens";
import { findHighlight, findPlacement, type HighlightRow } from "../annotations/repository";
import { notFound } from "../annotations/rules";
import { checkPassage } from "../annotations/selector";
import { noteFor } from "../annotations/views";
import type { Database, Transaction } from "../db/database";
import { editionText } from "../editions/editions";
import { UserError } from "../errors";
import { changeInTurn, type EventKind, publish } from "../events/log";
import {
  findOpenShares,
  findShare,
  findShares,
  insertShare,
  type ShareRow,
  setRestored,
  setRevoked,
  setToken,
} from "./repository";
import { noteOf, stateOf } from "./rules";
import type { NewShare, ShareView } from "./schemas";

/** In milliseconds. */
const DAY = 86_400_000;

function viewOf(row: ShareRow): ShareView {
  return {
    id: row.id,
    report: row.edition.report,
    reportTitle: row.edition.title,
    edition: row.editionId,
    ordinal: row.edition.ordinal,
    start: row.start,
    end: row.end,
    quote: row.quote,
    withNote: noteOf(row) !== null,
    withNames: row.withNames,
    state: stateOf(row),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    views: row.views,
    createdBy: row.createdBy,
  };
}

/**
 * Makes a link by which anybody can read a passage, and its note if that is asked for.
 *
 * @returns the share, and the path of its link: the token in it is told only here
 * @throws UserError `not-found` (404) for an edition or highlight that the person does not see, `forbidden` (403) where the
 *   note is not theirs to share, `share-highlight` where the highlight is not this passage, `share-note` where there is no
 *   note, `share-private` where only its author sees it, `share-made` (409) for a save that comes again, and those of `checkPassage`
 */
export async function createShare(
  db: Database,
  actor: Actor,
  { edition: editionId, start, end, quote, highlightId, withNote, withNames = true, days = null }: NewShare,
): Promise<{ share: ShareView; path: string }> {
  const edition = await editionText(db, editionId);
  if (!edition) throw notFound();
  checkPassage(edition.text, { start, end, quote });
  const token = newToken();
  const id = actor.saveKey ?? randomUUID();

  return changeInTurn(db, async (tx) => {
    if (actor.saveKey !== undefined && (await findShare(tx, id))) throw alreadyMade();
    const highlight = highlightId && (await highlightAt(tx, actor, highlightId, { editionId, start, end }));
    const note = withNote && highlight ? noteFor(actor, highlight) : null;
    if (withNote && !note) throw new UserError("share-note", "There is no note here that could be shared.");
    const permit = authorize(actor, "share.create", note);
    if (note?.visibility === "private") {
      throw new UserError("share-private", "Only you see this note. Show it to your team, then share it.");
    }

    const expiresAt = days === null ? null : new Date(Date.now() + days * DAY);
    const passage = { editionId, start, end, quote, highlightId, withNote, withNames, expiresAt };
    const row = await insertShare(tx, permit, { id, tokenHash: hashToken(token), ...passage });
    await auditBy(tx, actor, "share.created", row.id, { withNote });
    return { share: await announce(tx, actor, row, "share.created"), path: `/p/${token}` };
  });
}

/** The answer to a save that comes again: only the hash of the link is kept, so it cannot be told a second time. */
function alreadyMade(): UserError {
  return new UserError(
    "share-made",
    "This link was made already, and a link is told only once. Give it a new link, or end it and make another one.",
    409,
  );
}

/** @throws UserError `not-found` (404), `share-highlight` */
async function highlightAt(
  tx: Transaction,
  actor: Actor,
  id: string,
  { editionId, start, end }: Pick<ShareRow, "editionId" | "start" | "end">,
): Promise<HighlightRow> {
  const highlight = await findHighlight(tx, id);
  if (!highlight || highlight.deletedAt || !may(actor, "highlight.read", highlight)) throw notFound();
  const place = await findPlacement(tx, id, editionId);
  if (place?.start === start && place.end === end) return highlight;
  throw new UserError("share-highlight", "The highlight does not stand at the passage that was to be shared.");
}

/** The shares that a person may see: their own, for owner and editor everybody's; the newest first. */
export async function listShares(db: Database, actor: Actor): Promise<ShareView[]> {
  return (await findShares(db, sharesVisibleTo(actor))).map(viewOf);
}

/** One share. @throws UserError `not-found` (404) for what is not there and for what the person may not know of */
export async function readShare(db: Database, actor: Actor, id: string): Promise<ShareView> {
  return viewOf(visible(actor, await findShare(db, id)));
}

/**
 * Gives a share another link, which shows the same. The one that it had works no more.
 *
 * @returns the share, and the path of the new link, told only here
 * @throws UserError `not-found` (404), `forbidden` (403), `share-ended` (409) where its link does not work any more
 */
export function renewShare(db: Database, actor: Actor, id: string): Promise<{ share: ShareView; path: string }> {
  const token = newToken();
  return changeInTurn(db, async (tx) => {
    const row = visible(actor, await findShare(tx, id));
    const permit = authorize(actor, "share.renew", row);
    if (stateOf(row) !== "open") {
      throw new UserError("share-ended", "This link does not work any more. Share the passage once more instead.", 409);
    }
    await auditBy(tx, actor, "share.renewed", id, {});
    const renewed = await setToken(tx, permit, hashToken(token));
    return { share: await announce(tx, actor, renewed, "share.renewed"), path: `/p/${token}` };
  });
}

/**
 * Ends a share at once. One that was revoked before stays as it is.
 *
 * @throws UserError `not-found` (404), `forbidden` (403)
 */
export function revokeShare(db: Database, actor: Actor, id: string): Promise<ShareView> {
  return changeInTurn(db, async (tx) => {
    const row = visible(actor, await findShare(tx, id));
    const permit = authorize(actor, "share.revoke", row);
    if (row.revokedAt) return viewOf(row);
    await auditBy(tx, actor, "share.revoked", id, {});
    return announce(tx, actor, await setRevoked(tx, permit), "share.revoked");
  });
}

/**
 * Ends all links that a person has made, who leaves the team.
 *
 * @param actor who has them end: the person, or who may end anybody's
 * @throws UserError `forbidden` (403)
 */
export async function revokeSharesOf(tx: Transaction, actor: Actor, personId: string): Promise<void> {
  for (const row of await findOpenShares(tx, personId)) {
    await auditBy(tx, actor, "share.revoked", row.id, {});
    await announce(tx, actor, await setRevoked(tx, authorize(actor, "share.revoke", row)), "share.revoked");
  }
}

/**
 * Lets the link of a share work again. Who has ended it may do that, and where somebody else than its maker has, owner and
 * editors. One that was not ended stays as it is.
 *
 * @throws UserError `not-found` (404), `forbidden` (403)
 */
export function restoreShare(db: Database, actor: Actor, id: string): Promise<ShareView> {
  return changeInTurn(db, async (tx) => {
    const row = visible(actor, await findShare(tx, id));
    if (!row.revokedAt) return viewOf(row);
    const permit = authorize(actor, "share.restore", row);
    await auditBy(tx, actor, "share.restored", id, {});
    return announce(tx, actor, await setRestored(tx, permit), "share.restored");
  });
}

/** @throws UserError `not-found` (404) for what is not there and for what the person may not know of */
function visible(actor: Actor, row: ShareRow | null): ShareRow {
  if (!row || !may(actor, "share.list", row)) throw notFound();
  return row;
}

async function announce(tx: Transaction, actor: Actor, row: ShareRow, kind: EventKind): Promise<ShareView> {
  const { id, version, edition } = row;
  await publish(tx, { kind, report: edition.report, subjectId: id, version, actorId: actor.id });
  return viewOf(row);
}
