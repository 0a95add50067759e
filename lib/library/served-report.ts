import "server-only";
import { getHeapStatistics } from "node:v8";
import { type Actor, may } from "../accounts/policy";
import { getDatabase } from "../db/own-database";
import { editionReport } from "../editions/editions";
import { UserError } from "../errors";
import { processSingleton } from "../process-singleton";
import type { Report } from "../report/model";
import { documentsOf, type SearchDocument } from "../search/documents";
import type { UploadedSource } from "../sources/schemas";
import { addedPdfOf, sourceOfEdition } from "../sources/store";
import { VersionedCache } from "../versioned-cache";
import { hasPages } from "./edition-pages";
import { currentLibrary, type ListedReport, type ServedLibrary } from "./library";

/** A report with the text of its current edition. */
export interface ServedReport {
  report: Report;
  edition: ListedReport["edition"];
  /** The same as in `ListedReport`. */
  stamp: string;
  /** The file that the edition was created from; null if unknown. */
  source: UploadedSource | null;
  /** The PDF that was added to the edition; null if there is none. */
  addedPdf: UploadedSource | null;
  /** Whether one of these files has pages. */
  hasPages: boolean;
  /** The search documents, which are the blocks and figures of the text in reading order. */
  documents: readonly SearchDocument[];
}

/**
 * Maximum number of cached reports. This is about as many as a team reads at the same time, but limited to an eighth of
 * this process's maximum heap size. A 200-page report takes 3 MB.
 */
const OPEN = 32;
const SHARE = 1 / 8;
/** Estimated memory that an open report and its HTML use, in bytes per UTF-16 code unit of the report's text. */
const BYTES = 16;

const recentlyOpened = processSingleton(
  "open-reports",
  () =>
    new VersionedCache<ServedReport>(OPEN, {
      most: getHeapStatistics().heap_size_limit * SHARE,
      of: ({ report }) => report.text.length * BYTES,
    }),
);

/** A report with its text, from the cache or the database. */
export function openReport({ slug, edition, stamp }: ListedReport): Promise<ServedReport> {
  return recentlyOpened.get(slug, stamp, async () => {
    const db = await getDatabase();
    const [report, source, addedPdf] = await Promise.all([
      editionReport(db, edition.id),
      sourceOfEdition(db, edition.id),
      addedPdfOf(db, edition.id),
    ]);
    if (!report) throw new Error(`Edition ${edition.id} of ${slug} no longer exists.`);
    const isPaged = addedPdf !== null || (source !== null && (await hasPages(db, source)));
    return { report, edition, stamp, source, addedPdf, hasPages: isPaged, documents: documentsOf(report) };
  });
}

/** The reports of a library with these slugs, by slug; unknown slugs are left out. */
export async function openReports(
  { bySlug }: ServedLibrary,
  slugs: Iterable<string>,
): Promise<ReadonlyMap<string, ServedReport>> {
  const open = new Map<string, ServedReport>();
  for (const slug of new Set(slugs)) {
    const shelved = bySlug.get(slug);
    if (shelved) open.set(slug, await openReport(shelved));
  }
  return open;
}

/** @throws UserError `no-such-report` (404) if there is no such report, or the user can't read it */
export async function servedReport(actor: Actor, slug: string): Promise<ServedReport> {
  const shelved = (await currentLibrary()).bySlug.get(slug);
  if (!shelved || !may(actor, "report.read", { report: slug })) throw new UserError("no-such-report");
  return openReport(shelved);
}
