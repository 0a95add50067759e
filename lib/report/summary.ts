import { lengthOf } from "./length";
import type { Report, ReportMeta } from "./model";

/** What is shown of a report in a list, so that its text need not be read for that. */
export interface ReportSummary {
  meta: ReportMeta;
  length: ReturnType<typeof lengthOf>;
}

export function summaryOf(report: Report): ReportSummary {
  return { meta: report.meta, length: lengthOf(report) };
}
