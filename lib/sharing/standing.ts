import "server-only";
import { type Alignment, alignTexts } from "../anchoring/align";
import type { Span } from "../anchoring/anchor";
import { reanchor } from "../anchoring/reanchor";
import type { Database } from "../db/database";
import { currentEdition, type Edition, editionReport } from "../editions/editions";
import { Keeper } from "../library/keeper";
import type { Report } from "../report/model";
import type { PassageRow } from "./repository";

/** Where a shared passage stands, in the edition that is shown. */
export interface ShareStanding extends Span {
  report: Report;
  edition: { id: string; ordinal: number; createdAt: Date };
  /** Whether the current edition says something else there, so that an earlier one is shown. */
  isFormer: boolean;
}

/** Of what anybody with a link may ask for again and again: reports, of about a megabyte each, and comparisons of two of them. */
const KEPT = { reports: 12, alignments: 12 };

/** One a process, however many bundles of the app hold this module. */
const shelf = globalThis as typeof globalThis & {
  concordShared?: { reports: Keeper<Report>; alignments: Keeper<Alignment> };
};

function kept() {
  shelf.concordShared ??= { reports: new Keeper(KEPT.reports), alignments: new Keeper(KEPT.alignments) };
  return shelf.concordShared;
}

/** An edition never changes, so that its id says what is kept. */
function reportOf(db: Database, id: string): Promise<Report> {
  return kept().reports.get(id, id, async () => {
    const report = await editionReport(db, id);
    if (report) return report;
    throw new Error(`Edition ${id} of a share is gone.`);
  });
}

/** Says where shared passages stand; of each report that they are from, it looks up the current edition once. */
export class Standings {
  private readonly current = new Map<string, Promise<Edition | null>>();

  constructor(private readonly db: Database) {}

  /**
   * Where a shared passage stands now. Where its words still are what they were, that is in the current edition; where they have
   * changed, are gone, or could be any of several, it is shown as it was: never something else.
   */
  async of({ edition: shared, start, end }: PassageRow): Promise<ShareStanding> {
    const [home, current] = await Promise.all([reportOf(this.db, shared.id), this.currentOf(shared.report)]);
    if (!current) throw new Error(`${shared.report} has no edition any more.`);
    const { id, ordinal, createdAt } = shared;
    const then = { report: home, edition: { id, ordinal, createdAt }, start, end };
    if (current.id === id) return { ...then, isFormer: false };

    const report = await reportOf(this.db, current.id);
    const alignment = await kept().alignments.get(`${id} ${current.id}`, current.id, async () =>
      alignTexts(home.text, report.text),
    );
    const place = reanchor(alignment, { start, end });
    if (place.state !== "anchored" && place.state !== "moved") return { ...then, isFormer: true };
    const edition = { id: current.id, ordinal: current.ordinal, createdAt: current.createdAt };
    return { report, edition, start: place.start, end: place.end, isFormer: false };
  }

  private currentOf(report: string): Promise<Edition | null> {
    const known = this.current.get(report) ?? currentEdition(this.db, report);
    this.current.set(report, known);
    return known;
  }
}
