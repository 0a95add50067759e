import "server-only";
import { randomUUID } from "node:crypto";
import { type Actor, authorize, may, sharesVisibleTo } from "../accounts/policy";
import { hashToken, newToken } from "../accounts/tokens";
import { findHighlight, findPlacement, type HighlightRow } from "../annotations/repository";
import { notFound } from "../annotations/rules";
import { checkPassage } from "../annotations/selector";
import { noteFor } from "../annotations/views";
import type { Database, Transaction } from "../db/database";
import { editionText } from "../editions/editions";
import { UserError } from "../errors";
import { changeInTurn, publish } from "../events/log";
import { findShare, findShares, insertShare, type ShareRow, setRevoked } from "./repository";
import type { NewShare, ShareView } from "./schemas";

/** A share has two states only: made, and revoked. */
const VERSION = { "share.created": 1, "share.revoked": 2 };

/** Whether a share's link still shows its passage. */
export function stateOf(
  { revokedAt, expiresAt }: Pick<ShareRow, "revokedAt" | "expiresAt">,
  now = new Date(),
): ShareView["state"] {
  if (revokedAt) return "revoked";
  return expiresAt && expiresAt <= now ? "expired" : "open";
}

function viewOf(row: ShareRow): ShareView {
  return {
    id: row.id,
    report: row.edition.report,
    reportTitle: row.edition.title,
    edition: row.editionId,
    start: row.start,
    end: row.end,
    quote: row.quote,
    withNote: row.withNote,
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
 *   note, and those of `checkPassage`
 */
export async function createShare(
  db: Database,
  actor: Actor,
  { edition: editionId, start, end, quote, highlightId, withNote }: NewShare,
): Promise<{ share: ShareView; path: string }> {
  const edition = await editionText(db, editionId);
  if (!edition) throw notFound();
  checkPassage(edition.text, { start, end, quote });
  const token = newToken();

  return changeInTurn(db, async (tx) => {
    const highlight = highlightId && (await highlightAt(tx, actor, highlightId, { editionId, start, end }));
    const note = withNote && highlight ? noteFor(actor, highlight) : null;
    if (withNote && !note) throw new UserError("share-note", "There is no note here that could be shared.");
    const permit = authorize(actor, "share.create", note);

    const passage = { editionId, start, end, quote, highlightId, withNote };
    const row = await insertShare(tx, permit, { id: randomUUID(), tokenHash: hashToken(token), ...passage });
    await announce(tx, row, "share.created");
    return { share: viewOf(row), path: `/p/${token}` };
  });
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

/**
 * Ends a share at once. One that was revoked before stays as it is.
 *
 * @throws UserError `not-found` (404), `forbidden` (403)
 */
export function revokeShare(db: Database, actor: Actor, id: string): Promise<ShareView> {
  return changeInTurn(db, async (tx) => {
    const row = await findShare(tx, id);
    if (!row || !may(actor, "share.list", row)) throw notFound();
    const permit = authorize(actor, "share.revoke", row);
    if (row.revokedAt) return viewOf(row);
    const revoked = await setRevoked(tx, permit);
    await announce(tx, revoked, "share.revoked");
    return viewOf(revoked);
  });
}

async function announce(tx: Transaction, row: ShareRow, kind: keyof typeof VERSION): Promise<void> {
  await publish(tx, { kind, report: row.edition.report, subjectId: row.id, version: VERSION[kind] });
}
