import "server-only";
import { type Alignment, alignTexts } from "../anchoring/align";
import type { Anchor, Span } from "../anchoring/anchor";
import { reanchor } from "../anchoring/reanchor";
import { type Area, areaIn } from "../annotations/areas/area";
import type { Database } from "../db/database";
import { currentEdition, type Edition, editionReport } from "../editions/editions";
import { processSingleton } from "../process-singleton";
import type { Report } from "../report/model";
import { VersionedCache } from "../versioned-cache";
import type { PassageRow } from "./repository";

/** The location of a shared passage in the edition that is displayed. */
export interface ResolvedPassage extends Span {
  report: Report;
  edition: { id: string; ordinal: number; createdAt: Date };
  /** Whether the text has changed in the current edition, in which case an earlier edition is shown. */
  isFormer: boolean;
  /** The area that is shown; null for a passage of text. */
  area: Area | null;
}

/**
 * How many reports (about a megabyte each), comparisons of two reports, and resulting positions (small) may be cached.
 * All three are cached because anyone with a link can request them repeatedly.
 */
const KEPT = { reports: 12, alignments: 12, places: 5_000 };

const kept = processSingleton("shared-passages", () => ({
  reports: new VersionedCache<Report>(KEPT.reports),
  alignments: new VersionedCache<Alignment>(KEPT.alignments),
  places: new VersionedCache<Anchor>(KEPT.places),
}));

/** @param stamp changes with the report's details and pages; the edition's text never changes */
function reportOf(db: Database, id: string, stamp: string): Promise<Report> {
  return kept.reports.get(id, stamp, async () => {
    const report = await editionReport(db, id);
    if (report) return report;
    throw new Error(`Edition ${id} of a share no longer exists.`);
  });
}

/** Locates shared passages. Each report and its current edition are loaded only once. */
export class PassageResolver {
  private readonly current = new Map<string, Promise<Edition | null>>();
  private readonly reports = new Map<string, Promise<Report>>();

  constructor(private readonly db: Database) {}

  /**
   * Where to show a shared passage. If its words are unchanged, that is the current edition. If they have changed, are
   * gone or are ambiguous, it is the original edition, because a link never shows a different text.
   */
  async of({ edition: shared, start, end, area: stored, highlight }: PassageRow): Promise<ResolvedPassage> {
    const { version, listingVersion } = shared.ofReport;
    const stamp = `${version} ${listingVersion}`;
    const [home, current] = await Promise.all([this.reportOf(shared.id, stamp), this.currentOf(shared.report)]);
    if (!current) throw new Error(`${shared.report} no longer has an edition.`);
    const { id, ordinal, createdAt } = shared;
    const then = { report: home, edition: { id, ordinal, createdAt }, start, end, area: areaIn(stored) };
    if (current.id === id) return { ...then, isFormer: false };

    const report = await this.reportOf(current.id, stamp);
    const edition = { id: current.id, ordinal: current.ordinal, createdAt: current.createdAt };
    if (stored !== null) {
      const own = highlight?.placements.find(({ editionId }) => editionId === current.id);
      if (own?.area == null || own.start === null || own.end === null) return { ...then, isFormer: true };
      return { report, edition, start: own.start, end: own.end, area: areaIn(own.area), isFormer: false };
    }
    const { alignments, places } = kept;
    const place = await places.get(`${id} ${start} ${end}`, current.id, async () => {
      const align = async () => alignTexts(home.text, report.text);
      return reanchor(await alignments.get(`${id} ${current.id}`, current.id, align), { start, end });
    });
    if (place.state !== "anchored" && place.state !== "moved") return { ...then, isFormer: true };
    return { report, edition, start: place.start, end: place.end, area: null, isFormer: false };
  }

  private reportOf(id: string, stamp: string): Promise<Report> {
    const known = this.reports.get(id) ?? reportOf(this.db, id, stamp);
    this.reports.set(id, known);
    return known;
  }

  private currentOf(report: string): Promise<Edition | null> {
    const known = this.current.get(report) ?? currentEdition(this.db, report);
    this.current.set(report, known);
    return known;
  }
}
