import "server-only";
import { reportAccess } from "../accounts/report-access";
import { notesVisibleToVisitors, visitorsMay } from "../accounts/visitors";
import { writerOf } from "../annotations/attribution";
import { originOf } from "../annotations/highlights/views";
import { withoutNames } from "../annotations/notes/mentions";
import { config } from "../config";
import type { Database } from "../db/database";
import { UserError } from "../errors";
import { blockIndexAt } from "../report/locate";
import { picturesOf } from "../report/pictures-of";
import { createSearchEngine, createSegment, type SearchEngine, type SearchHit } from "../search/engine";
import { type StoredPicture, storedPicture } from "../sources/pictures";
import { VersionedCache } from "../versioned-cache";
import { currentLibrary, type ListedReport } from "./library";
import { MAX_QUERY } from "./schemas";
import { openReport, type ServedReport } from "./served-report";

/** Maximum number of cached search engines. */
const ENGINES = 8;
const engines = new VersionedCache<SearchEngine>(ENGINES);

/** Maximum number of hits that are shown. */
const MAX_HITS = 50;

/** Maximum number of notes that are shown, because anyone can request them. */
const MAX_NOTES = 500;

/** A report as people without an account see it. */
export interface PublicReport extends ServedReport {
  archivedAt: string | null;
}

/** A note as people without an account see it. */
export interface PublicNote {
  id: string;
  /** Markdown, without the names of people who are mentioned. */
  body: string;
  /** From `writerOf`. */
  author: string;
  /** The words that the note is about, or the description of an area. */
  quote: string;
  /** The id of the block that the note is on; null if its place in the current edition is unknown. */
  block: string | null;
}

/** The results of a search in a public report. */
export interface PublicHits {
  total: number;
  hits: SearchHit[];
}

/**
 * A report that people without an account can read. Null if there is none: the caller must answer as for a report that
 * doesn't exist. Every request asks the database, so that access ends with the next one.
 */
export async function publicReport(db: Database, slug: string): Promise<PublicReport | null> {
  const listed = await publicListing(db, slug);
  return listed && { ...(await openReport(listed)), archivedAt: listed.archivedAt };
}

async function publicListing(db: Database, slug: string): Promise<ListedReport | null> {
  if (!config().hasPublicReports) return null;
  const listed = (await currentLibrary()).bySlug.get(slug);
  const isPublic = visitorsMay("report.read", (await reportAccess(db)).audienceOf(slug));
  return listed && isPublic ? listed : null;
}

/**
 * Searches the text of a public report. The index contains nothing else, so neither hits nor corrections depend on
 * other reports.
 */
export async function searchPublicReport(
  { report: { slug }, stamp, documents }: ServedReport,
  query: string,
): Promise<PublicHits> {
  const engine = await engines.get(slug, stamp, async () => createSearchEngine([createSegment(documents)]));
  const found = engine.search(query.slice(0, MAX_QUERY));
  return { total: found.total, hits: found.hits(0, MAX_HITS) };
}

/** Whether people without an account see the team's notes in a report, for telling those who write them. */
export async function showsTeamNotes(db: Database, slug: string): Promise<boolean> {
  if (!config().hasPublicReports) return false;
  const { ofReport } = notesVisibleToVisitors().highlight;
  return (await db.report.count({ where: { slug, ...ofReport } })) > 0;
}

/**
 * The notes that a public report shows, in reading order; empty if it shows none. If there are too many, only the
 * oldest ones are shown.
 */
export async function publicNotes(
  db: Database,
  { report, edition }: ServedReport,
  limit = MAX_NOTES,
): Promise<{ notes: PublicNote[]; total: number }> {
  const { highlight: visible, ...own } = notesVisibleToVisitors();
  const where = { ...own, deletedAt: null, highlight: { ...visible, report: report.slug, deletedAt: null } };
  const total = await db.note.count({ where });
  if (total === 0) return { notes: [], total };
  const rows = await db.note.findMany({
    where,
    take: limit,
    include: {
      author: { select: { name: true } },
      highlight: { include: { placements: { where: { editionId: edition.id } } } },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const notes = rows.map(({ id, body, author, highlight }) => {
    const { editionId, area, description, quote } = highlight;
    const start = editionId === edition.id ? highlight.start : (highlight.placements[0]?.start ?? null);
    const block = start === null ? undefined : report.blocks[blockIndexAt(report, start)];
    const shown = {
      ...{ id, body: withoutNames(body), author: writerOf({ author, origin: originOf(highlight) }) },
      ...{ quote: area === null ? quote : description, block: block?.id ?? null },
    };
    return { shown, at: start ?? Number.MAX_SAFE_INTEGER };
  });
  return { notes: notes.sort((a, b) => a.at - b.at).map(({ shown }) => shown), total };
}

/**
 * A picture in the text of a public report.
 *
 * @throws UserError `no-such-file` (404), also if the report doesn't exist or isn't public
 */
export async function publicPicture(db: Database, slug: string, id: string): Promise<StoredPicture> {
  const open = await publicReport(db, slug);
  if (!open?.source || !picturesOf(open.report).some((picture) => picture.id === id)) {
    throw new UserError("no-such-file");
  }
  return storedPicture(db, open.source.id, id);
}
