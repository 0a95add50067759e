import type { OwnReports, ReportRelation } from "@/lib/accounts/policy";

/** The relations to reports of someone to whom all reports are open, except for the given ones. */
export function ownReports(relations: Readonly<Record<string, ReportRelation>> = {}): OwnReports {
  return {
    key: JSON.stringify(relations),
    editsSome: Object.values(relations).includes("edits"),
    relationTo: (slug) => relations[slug] ?? "team",
  };
}
