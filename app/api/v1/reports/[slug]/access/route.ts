import { handler } from "@/app/_http/handler";
import * as operations from "@/lib/api/operations";
import { changeReportAccess, readReportAccess } from "@/lib/api/report-access";

/** Returns who can read and edit a report. */
export const GET = handler(
  { access: "member", ...operations.getReportAccess.takes },
  ({ db, actor, params: { slug } }) => readReportAccess(db, actor, slug),
);

/** Changes who can read and edit a report. */
export const PUT = handler(
  { access: "member", ...operations.setReportAccess.takes },
  ({ db, actor, params: { slug }, body }) => changeReportAccess(db, actor, slug, body),
);
