import { lengthOf } from "./length";
import type { Report, ReportMeta } from "./model";

/** The data about a report that lists show, stored separately so that they don't have to load its text. */
export interface ReportSummary {
  meta: ReportMeta;
  length: ReturnType<typeof lengthOf>;
}

export function summaryOf(report: Report): ReportSummary {
  return { meta: report.meta, length: lengthOf(report) };
}
