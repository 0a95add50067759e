/** What of reading reports runs in a worker (`lib/workers`). */

import type { Report } from "./model";
import { parseReport } from "./parse";

/** What `parseReport` takes. */
export interface ReportFile {
  markdown: string;
  slug: string;
}

/** Does what `parseReport` does. */
export function readReport({ markdown, slug }: ReportFile): Report {
  return parseReport(markdown, slug);
}
