import "server-only";
import { setImmediate } from "node:timers/promises";
import type { Actor } from "../accounts/policy";
import type { HighlightSnapshot } from "../annotations/highlights/highlight-snapshot";
import type { HighlightView } from "../annotations/schemas";
import type { Database } from "../db/database";
import { editionReport } from "../editions/editions";
import { processSingleton } from "../process-singleton";
import { documentsOf } from "../search/documents";
import type { ListedReport, ServedLibrary } from "./library";
import { type NotedReport, notedReport, partWith } from "./note-documents";
import { visibleHighlights } from "./visible-highlights";

/** A report with the highlights that a user can see in it. */
export interface AnnotatedReport {
  listed: ListedReport;
  /** The part of the report's text that the highlights touch. */
  noted: NotedReport;
  /** In reading order. */
  highlights: readonly HighlightView[];
}

/**
 * The reports in a library that have highlights visible to a user, each with those highlights. Yields one report at a
 * time, in library order, so that the texts aren't all in memory at once.
 *
 * @param reports limits the result to these reports of the library
 */
export async function* annotatedReports(
  db: Database,
  actor: Actor,
  all: HighlightSnapshot,
  reports: ServedLibrary["reports"],
): AsyncGenerator<AnnotatedReport> {
  const byReport = new Map<string, HighlightView[]>();
  for (const highlight of await visibleHighlights(actor, all)) {
    const others = byReport.get(highlight.report);
    if (others) others.push(highlight);
    else byReport.set(highlight.report, [highlight]);
  }
  let made = 0;
  for (const listed of reports) {
    const highlights = byReport.get(listed.slug);
    if (!highlights) continue;
    // Thousands of known parts would block other requests.
    made += 1;
    if (made % AT_ONCE === 0) await setImmediate();
    yield { listed, noted: await notedPart(db, listed, highlights), highlights };
  }
}

/** Number of reports that are yielded before other requests get a turn. */
const AT_ONCE = 100;

interface Part {
  /** The spans whose blocks are in the part. */
  spans: ReadonlySet<string>;
  noted: NotedReport;
}

/**
 * The parts that highlights touch, for as long as a report has the same edition and details. Every change to a note
 * makes the engines outdated, and without the parts, all annotated reports would have to be read again.
 */
const parts = processSingleton("noted-parts", () => new WeakMap<ListedReport, Part>());

async function notedPart(
  db: Database,
  listed: ListedReport,
  highlights: readonly HighlightView[],
): Promise<NotedReport> {
  const known = parts.get(listed);
  const spans = highlights.map(({ start, end }) => `${start} ${end}`);
  if (known && spans.every((span) => known.spans.has(span))) return known.noted;
  // Bypasses `openReport`, so that the reports that people are reading stay in its cache.
  const report = await editionReport(db, listed.edition.id);
  if (!report) throw new Error(`Edition ${listed.edition.id} of ${listed.slug} no longer exists.`);
  const whole = notedReport(documentsOf(report), report.pages);
  const part = { spans: new Set(spans), noted: partWith(whole, highlights, known?.noted) };
  for (const span of known?.spans ?? []) part.spans.add(span);
  parts.set(listed, part);
  return part.noted;
}
