import type { Action, ReportAudience } from "./resources";

/** What people without an account can do, by the audience of the report. Anything not listed is forbidden. */
const VISITORS: Partial<Record<Action, readonly ReportAudience[]>> = {
  "report.read": ["public"],
};

/** Whether people without an account can perform an action on a report. */
export function visitorsMay(action: Action, audience: ReportAudience): boolean {
  return VISITORS[action]?.includes(audience) ?? false;
}

/**
 * The notes that people without an account can see, as a Prisma `where`: those that the whole team can see, in public
 * reports that show them.
 */
export function notesVisibleToVisitors() {
  const ofReport = { audience: { in: [...(VISITORS["report.read"] ?? [])] }, publicNotes: true };
  return { visibility: "team" as const, highlight: { visibility: "team" as const, ofReport } };
}
