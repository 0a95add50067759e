import "server-only";
import { getHeapStatistics } from "node:v8";
import { getDatabase } from "../db/own-database";
import { editionReport } from "../editions/editions";
import { UserError } from "../errors";
import { processSingleton } from "../process-singleton";
import type { Report } from "../report/model";
import { documentsOf, type SearchDocument } from "../search/documents";
import { VersionedCache } from "../versioned-cache";
import { currentLibrary, type ListedReport, type ServedLibrary } from "./library";

/** A report in its current edition, with its text. */
export interface ServedReport {
  report: Report;
  edition: ListedReport["edition"];
  /** What search reads of it: the blocks of its text, in reading order. */
  documents: readonly SearchDocument[];
}

/**
 * Reports that are kept open: those that a team reads at about the same time, as long as they take no more than an eighth of the
 * memory that this process may use. One of 200 pages takes 3 MB.
 */
const OPEN = 32;
const SHARE = 1 / 8;
/** What an open report takes for each UTF-16 code unit of its text, together with its HTML. */
const BYTES = 16;

const recentlyOpened = processSingleton(
  "open-reports",
  () =>
    new VersionedCache<ServedReport>(OPEN, {
      most: getHeapStatistics().heap_size_limit * SHARE,
      of: ({ report }) => report.text.length * BYTES,
    }),
);

/** A report on the shelf with its text, which is read from the database unless somebody has just read it. */
export function openReport({ slug, edition }: ListedReport): Promise<ServedReport> {
  return recentlyOpened.get(slug, edition.id, async () => {
    const report = await editionReport(await getDatabase(), edition.id);
    if (!report) throw new Error(`Edition ${edition.id} of ${slug} is gone.`);
    return { report, edition, documents: documentsOf(report) };
  });
}

/** The reports of a library with some slugs, by them; those that it does not have are left out. */
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

/** @throws UserError `no-such-report` (404) */
export async function servedReport(slug: string): Promise<ServedReport> {
  const shelved = (await currentLibrary()).bySlug.get(slug);
  if (!shelved) throw new UserError("no-such-report", "There is no report with this name.", 404);
  return openReport(shelved);
}
