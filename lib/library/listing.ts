/** How the library lists its reports. The URL stores the choice, so pages read it from there. */

import type { ListedReport } from "./library";
import type { ReportActivity } from "./report-activity";

export const ORDERS = ["title", "added", "published", "activity", "notes"] as const;
export type Order = (typeof ORDERS)[number];

type Activity = ReadonlyMap<string, ReportActivity>;

/** The last result for each list and order. Sorting thousands of reports for every page of a list takes too long. */
const sorted = new WeakMap<
  readonly ListedReport[],
  Map<Order, { activity: Activity; reports: readonly ListedReport[] }>
>();

/** The reports in the given order. Reports that are equal in it are listed by title, as in `reports`. */
export function inOrder(reports: readonly ListedReport[], order: Order, activity: Activity): readonly ListedReport[] {
  if (order === "title") return reports;
  const known = sorted.get(reports) ?? new Map();
  sorted.set(reports, known);
  const last = known.get(order);
  if (last && (last.activity === activity || !isByActivity(order))) return last.reports;
  const made = byKey(reports, order, activity);
  known.set(order, { activity, reports: made });
  return made;
}

function isByActivity(order: Order): boolean {
  return order === "activity" || order === "notes";
}

function byKey(
  reports: readonly ListedReport[],
  order: Exclude<Order, "title">,
  activity: Activity,
): readonly ListedReport[] {
  const keys = new Map(reports.map((report) => [report, keyOf(report, order, activity.get(report.slug))]));
  return reports.toSorted((a, b) => (keys.get(a)! > keys.get(b)! ? -1 : keys.get(a)! < keys.get(b)! ? 1 : 0));
}

/** Reports with a higher key come first. All keys of an order have the same type. */
function keyOf(
  { addedAt, meta: { date, year } }: ListedReport,
  order: Exclude<Order, "title">,
  activity: ReportActivity | undefined,
): string | number {
  switch (order) {
    case "added":
      return addedAt;
    case "published":
      // "2017" comes before "2017-05", because the month is unknown.
      return date ?? (year === undefined ? "" : String(year));
    case "activity":
      return activity?.last ?? "";
    case "notes":
      return activity?.notes ?? 0;
  }
}
