import "server-only";
import { type Actor, visibleTo } from "../../accounts/policy";
import type { Database } from "../../db/database";
import type { Edition } from "../../editions/editions";
import type { Report } from "../../report/model";
import { wordsOf } from "../areas/words";
import { writerOf } from "../attribution";
import { highlightsOf } from "../highlights/repository";
import { highlightView, inReadingOrder } from "../highlights/views";
import type { ImpactPreview } from "../schemas";
import { CarriedBefore, carryHighlights, type Destination } from "./placements";

/** Maximum number of highlights of each kind listed in a preview. */
const MAX_LISTED = 100;

/**
 * Previews how a parsed report, as the next edition, would affect the highlights that a user can see. Stores
 * nothing, and ignores other users' private highlights.
 *
 * @param current the edition that the report would follow
 * @param scene what areas are compared with
 */
export async function previewImpact(
  db: Database,
  actor: Actor,
  current: Edition,
  next: Report,
  scene: Destination["scene"],
): Promise<ImpactPreview> {
  const visible = visibleTo(actor);
  const { report } = current;
  const { text } = next;
  const rows = await highlightsOf(db, current, visible);
  const carried = await carryHighlights(db, { report, text, scene }, new CarriedBefore(), {
    where: { AND: [{ deletedAt: null }, visible] },
    person: actor.id,
  });
  const anchors = new Map(carried.map(({ highlightId, anchor }) => [highlightId, anchor]));
  const forecast: ImpactPreview = {
    counts: { anchored: 0, moved: 0, changed: 0, ambiguous: 0, orphan: 0 },
    changed: [],
    lost: [],
  };
  for (const view of rows.map((row) => highlightView(actor, row)).sort(inReadingOrder)) {
    const { id, note } = view;
    const anchor = anchors.get(id);
    if (!anchor) continue;
    forecast.counts[anchor.state]++;
    const entry = { id, author: writerOf(view), quote: wordsOf(view) };
    if (anchor.state === "changed") forecast.changed.push({ ...entry, words: text.slice(anchor.start, anchor.end) });
    if (!("start" in anchor)) {
      forecast.lost.push({ ...entry, note: note?.body ?? null, isAmbiguous: anchor.state === "ambiguous" });
    }
  }
  return {
    ...forecast,
    changed: forecast.changed.slice(0, MAX_LISTED),
    lost: forecast.lost.slice(0, MAX_LISTED),
  };
}
