/** The tasks of this module that run in a worker process (`lib/workers`). */

import type { Report } from "./model";
import { parseReport } from "./parse";

/** The arguments of `parseReport`. */
export interface ReportFile {
  markdown: string;
  slug: string;
}

/** Runs `parseReport` in a worker. */
export function readReport({ markdown, slug }: ReportFile): Report {
  return parseReport(markdown, slug);
}
