import "server-only";
import { type Actor, type Authorized, authorize } from "../../accounts/policy";
import { hasSameWords } from "../../anchoring/same-words";
import type { Database, Transaction } from "../../db/database";
import { currentEdition, type EditionText, editionText } from "../../editions/editions";
import { UserError } from "../../errors";
import { type EventKind, publish } from "../../events/log";
import { storedArea } from "../areas/area";
import { requireArea } from "../areas/require-area";
import { sceneOfEdition } from "../areas/scene";
import { checkPassage, checkPoint } from "../highlights/passage-checks";
import { findPlacement, type HighlightRow, updatePlacement } from "../highlights/repository";
import { withHighlight } from "../highlights/service";
import { notFound, superseded } from "../rules";
import type { Attachment, HighlightView } from "../schemas";
import { CarriedBefore, carryHighlights, placeOf } from "./placements";

type Placement = NonNullable<Awaited<ReturnType<typeof findPlacement>>>;

/** The input for changing a placement. */
interface Placing {
  row: HighlightRow;
  permit: Authorized<HighlightRow, "highlight.place">;
  edition: EditionText;
  placement: Placement;
}

/**
 * Attaches an unplaced highlight to a passage of the current edition, or an unplaced area to another area. The original
 * quote and area are kept.
 *
 * @throws UserError `not-found` (404), `forbidden` (403), `edition-superseded` (409), `has-place` (409) if it has
 *   already been placed elsewhere, `attach-area` unless an area is given for an area, and any error from `checkPassage`,
 *   `checkPoint` or `requireArea`
 */
export function attachHighlight(
  db: Database,
  actor: Actor,
  id: string,
  { edition: editionId, start, end, quote, area = null }: Attachment,
): Promise<HighlightView> {
  return place(db, actor, id, editionId, "highlight.attached", async (tx, { row, permit, edition, placement }) => {
    if ((area !== null) !== (row.area !== null)) throw new UserError(area ? "attach-text" : "attach-area");
    (area ? checkPoint : checkPassage)(edition.text, { start, end, quote });
    if (area) await requireArea(tx, editionId, area);
    // This is a retry of a save whose response was lost.
    if (placement.start === start && placement.end === end) return false;
    if (placement.start !== null) {
      throw new UserError("has-place.just-now");
    }
    const state = hasSameWords(row.quote, quote) ? "moved" : "changed";
    const place = { start, end, state, area: storedArea(area) } as const;
    await updatePlacement(tx, permit, editionId, { ...place, attachedById: actor.id, settledAt: null });
    return true;
  });
}

/**
 * Undoes a manual attachment. The highlight returns to where the app would have placed it, if anywhere.
 *
 * @throws UserError `not-found` (404), `forbidden` (403), `edition-superseded` (409)
 */
export async function detachHighlight(
  db: Database,
  actor: Actor,
  id: string,
  editionId: string,
): Promise<HighlightView> {
  const before = new CarriedBefore();
  const carried = async (source: Database | Transaction, edition: EditionText, person?: string) => {
    const destination = { ...edition, scene: () => sceneOfEdition(source, editionId) };
    const which = { where: { id }, ...(person !== undefined && { person }) };
    return (await carryHighlights(source, destination, before, which))[0];
  };
  // Pictures are compared before the transaction, because other changes wait for it. Who may see the result is decided there.
  const edition = await editionText(db, editionId);
  if (edition) await carried(db, edition, actor.id);
  return place(db, actor, id, editionId, "highlight.detached", async (tx, { permit, edition, placement }) => {
    if (placement.attachedById === null) return false;
    const own = await carried(tx, edition);
    if (!own) throw notFound();
    await updatePlacement(tx, permit, editionId, { ...placeOf(own.anchor, own.area), attachedById: null });
    return true;
  });
}

/**
 * Accepts a highlight as unplaced, or reverses that decision.
 *
 * @throws UserError `not-found` (404), `forbidden` (403), `edition-superseded` (409), `has-place` (409)
 */
export function settleHighlight(
  db: Database,
  actor: Actor,
  id: string,
  editionId: string,
  isSettled: boolean,
): Promise<HighlightView> {
  const kind = isSettled ? "highlight.settled" : "highlight.unsettled";
  return place(db, actor, id, editionId, kind, async (tx, { permit, placement }) => {
    if ((placement.settledAt !== null) === isSettled) return false;
    if (placement.start !== null) {
      throw new UserError("has-place.already");
    }
    await updatePlacement(tx, permit, editionId, { settledAt: isSettled ? new Date() : null });
    return true;
  });
}

/**
 * @param kind the event's kind
 * @param change returns whether it changed anything
 */
function place(
  db: Database,
  actor: Actor,
  id: string,
  editionId: string,
  kind: EventKind,
  change: (tx: Transaction, placing: Placing) => Promise<boolean>,
): Promise<HighlightView> {
  return withHighlight(db, actor, id, async (tx, row) => {
    const permit = authorize(actor, "highlight.place", row);
    const edition = await editionText(tx, editionId);
    const placement = await findPlacement(tx, id, editionId);
    if (!edition || !placement) throw notFound();
    const current = await currentEdition(tx, row.report);
    if (current?.id !== editionId) throw superseded();
    if (!(await change(tx, { row, permit, edition, placement }))) return;
    const { report, version } = row;
    await publish(tx, { kind, report, subjectId: id, version, actorId: actor.id });
  });
}
