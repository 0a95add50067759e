import "server-only";
import type { Actor } from "../accounts/policy";
import type { HighlightSnapshot } from "../annotations/highlights/highlight-snapshot";
import type { HighlightView } from "../annotations/schemas";
import type { ServedLibrary } from "./library";
import { openReport, type ServedReport } from "./served-report";
import { visibleHighlights } from "./visible-highlights";

/**
 * The reports in a library that have highlights visible to a user, each with those highlights in reading order. Yields
 * one report at a time, in library order, so that the texts aren't all in memory at once.
 *
 * @param reports limits the result to these reports of the library
 */
export async function* annotatedReports(
  actor: Actor,
  library: ServedLibrary,
  all: HighlightSnapshot,
  reports: ServedLibrary["reports"] = library.reports,
): AsyncGenerator<ServedReport & { highlights: readonly HighlightView[] }> {
  const byReport = new Map<string, HighlightView[]>();
  for (const highlight of await visibleHighlights(actor, library, all)) {
    const others = byReport.get(highlight.report);
    if (others) others.push(highlight);
    else byReport.set(highlight.report, [highlight]);
  }
  for (const shelved of reports) {
    const highlights = byReport.get(shelved.slug);
    if (highlights) yield { ...(await openReport(shelved)), highlights };
  }
}
