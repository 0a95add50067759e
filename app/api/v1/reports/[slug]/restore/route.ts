import { handler } from "@/app/_http/handler";
import * as operations from "@/lib/api/operations";
import { restoreReport } from "@/lib/library/lifecycle";

/** Restores a deleted report. */
export const POST = handler(
  { access: "member", ...operations.restoreReport.takes },
  async ({ db, actor, params: { slug } }) => {
    await restoreReport(db, actor, slug);
    return new Response(null, { status: 204 });
  },
);
