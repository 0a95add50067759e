import "server-only";
import type { Database } from "../db/database";
import { type ReportSummary, summaryOf } from "../report/summary";
import { printedReport } from "./editions";

/**
 * The summaries of editions, by id, with the details in their texts. Editions stored before summaries existed get
 * theirs on first use.
 *
 * @param ids the ids of existing editions
 */
export async function summariesOf(db: Database, ids: string[]): Promise<ReadonlyMap<string, ReportSummary>> {
  const editions = await db.edition.findMany({ where: { id: { in: ids } }, select: { id: true, summary: true } });
  const summaries = new Map<string, ReportSummary>();
  for (const { id, summary } of editions) {
    // This cast is safe, because only `storeEdition` and this function write this column.
    summaries.set(id, (summary as unknown as ReportSummary | null) ?? (await summarized(db, id)));
  }
  return summaries;
}

async function summarized(db: Database, id: string): Promise<ReportSummary> {
  const report = await printedReport(db, id);
  if (!report) throw new Error(`Edition ${id} no longer exists.`);
  const summary = JSON.parse(JSON.stringify(summaryOf(report)));
  await db.edition.update({ where: { id }, data: { summary } });
  return summary;
}
