import "server-only";
import { UserError } from "../errors";
import type { Report } from "../report/model";
import type { SearchDocument } from "../search/documents";
import { currentLibrary, type ServedLibrary } from "./library";

/** Which edition of a report is served. */
export type ServedEdition = NonNullable<ReturnType<ServedLibrary["editions"]["get"]>>;

/** A report in its current edition, and what search reads of it. @throws UserError `no-such-report` (404) */
export async function servedReport(
  slug: string,
): Promise<{ report: Report; edition: ServedEdition; documents: readonly SearchDocument[] }> {
  const { reports, editions, documents } = await currentLibrary();
  const report = reports.find((each) => each.slug === slug);
  const edition = editions.get(slug);
  if (report && edition) return { report, edition, documents: documents.get(slug) ?? [] };
  throw new UserError("no-such-report", "There is no report with this name.", 404);
}
