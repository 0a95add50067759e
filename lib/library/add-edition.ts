import "server-only";
import { placeInEdition } from "../annotations/placements";
import type { Database } from "../db/database";
import { type Edition, storeEdition } from "../editions/editions";
import { changeInTurn, publish } from "../events/log";
import type { Report } from "../report/model";

/**
 * Stores a report as its next edition and says of every highlight where it stands there: all of it, or nothing. What is
 * the current edition already changes nothing.
 *
 * @param report what `markdown` was parsed to
 */
export function addEdition(db: Database, report: Report, markdown: string): Promise<Edition> {
  return changeInTurn(db, async (tx) => {
    const { edition, isNew } = await storeEdition(tx, report, markdown);
    if (!isNew) return edition;
    await placeInEdition(tx, edition);
    const { id: subjectId, ordinal: version } = edition;
    await publish(tx, { kind: "edition.stored", report: report.slug, subjectId, version, actorId: null });
    return edition;
  });
}
