import { lengthOf } from "./length";
import type { Report, ReportMeta } from "./model";

/**
 * The data shown in lists of reports. It is stored separately so that the lists don't have to load the reports' text.
 */
export interface ReportSummary {
  meta: ReportMeta;
  length: ReturnType<typeof lengthOf>;
}

export function summaryOf(report: Report): ReportSummary {
  return { meta: report.meta, length: lengthOf(report) };
}
