import { handler } from "@/app/_http/handler";
import { reportParams } from "@/lib/annotations/schemas";
import { restoreReport } from "@/lib/library/lifecycle";

/** Restores a deleted report. */
export const POST = handler({ access: "member", params: reportParams }, ({ db, actor, params: { slug } }) =>
  restoreReport(db, actor, slug),
);
