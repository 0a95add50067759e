import { handler } from "@/app/_http/handler";
import { reportParams } from "@/lib/annotations/schemas";
import { deleteReport, previewDeletion } from "@/lib/library/lifecycle";
import { deletion } from "@/lib/library/lifecycle-schemas";

/** Returns what would be deleted with a report. */
export const GET = handler({ access: "member", params: reportParams }, ({ db, actor, params: { slug } }) =>
  previewDeletion(db, actor, slug),
);

/** Deletes a report. It can be restored for 30 days. */
export const POST = handler(
  { access: "member", params: reportParams, body: deletion },
  ({ db, actor, params: { slug }, body }) => deleteReport(db, actor, slug, body),
);
