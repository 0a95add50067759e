import { lengthOf } from "./length";
import type { Report, ReportMeta } from "./model";

/** What lists show about a report, stored separately so that they need not load its text. */
export interface ReportSummary {
  meta: ReportMeta;
  length: ReturnType<typeof lengthOf>;
}

export function summaryOf(report: Report): ReportSummary {
  return { meta: report.meta, length: lengthOf(report) };
}
