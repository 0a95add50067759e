import "server-only";
import { alignTexts } from "../anchoring/align";
import type { Anchor, Span } from "../anchoring/anchor";
import { reanchor } from "../anchoring/reanchor";
import type { Database } from "../db/database";
import { currentEdition, editionReport } from "../editions/editions";
import { Keeper } from "../library/keeper";
import type { Report } from "../report/model";
import type { ShareRow } from "./repository";

/** Where a shared passage stands, in the edition that is shown. */
export interface ShareStanding extends Span {
  report: Report;
  edition: { id: string; ordinal: number; createdAt: Date };
  /** Whether the current edition says something else there, so that an earlier one is shown. */
  isFormer: boolean;
}

/** Places that are kept: comparing two editions takes a while, and a link may be opened often. */
const KEPT = 500;

/** One a process, however many bundles of the app hold this module. */
const shelf = globalThis as typeof globalThis & { concordShared?: Keeper<Anchor> };

/**
 * Where a shared passage stands now. Where its words still are what they were, that is in the current edition; where they have changed,
 * are gone, or could be any of several, it is shown as it was: never something else.
 */
export async function standingOf(db: Database, { edition: shared, start, end }: ShareRow): Promise<ShareStanding> {
  const [home, current] = await Promise.all([editionReport(db, shared.id), currentEdition(db, shared.report)]);
  if (!home || !current) throw new Error(`Edition ${shared.id} of a share is gone.`);
  const { id, ordinal, createdAt } = shared;
  const then = { report: home, edition: { id, ordinal, createdAt }, start, end };
  if (current.id === id) return { ...then, isFormer: false };

  const report = await editionReport(db, current.id);
  if (!report) throw new Error(`Edition ${current.id} of ${shared.report} is gone.`);
  shelf.concordShared ??= new Keeper(KEPT);
  const place = await shelf.concordShared.get(`${id} ${start} ${end}`, current.id, async () =>
    reanchor(alignTexts(home.text, report.text), { start, end }),
  );
  if (place.state !== "anchored" && place.state !== "moved") return { ...then, isFormer: true };
  const edition = { id: current.id, ordinal: current.ordinal, createdAt: current.createdAt };
  return { report, edition, start: place.start, end: place.end, isFormer: false };
}
