import "server-only";
import type { Database } from "../db/database";
import { storedPages } from "../editions/pages";
import type { ServedReport } from "../library/served-report";
import { sourceHash } from "../sources/store";
import { type OutgoingReport, outgoingReport } from "./outgoing";

/**
 * A report whose notes are being exported, with the pages of its file.
 *
 * @param source the document that the exported notes name as their source
 */
export async function readOutgoing(
  db: Database,
  { report, edition: { id } }: ServedReport,
  source: string,
): Promise<OutgoingReport> {
  return outgoingReport(report, source, { pages: await storedPages(db, id), hash: await sourceHash(db, id) });
}
