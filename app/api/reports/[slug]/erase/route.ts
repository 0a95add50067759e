import { handler } from "@/app/_http/handler";
import { reportParams } from "@/lib/annotations/schemas";
import { eraseReport } from "@/lib/library/lifecycle";

/** Permanently deletes a deleted report. */
export const POST = handler({ access: "member", params: reportParams }, ({ db, actor, params: { slug } }) =>
  eraseReport(db, actor, slug),
);
