import { handler } from "@/app/_http/handler";
import * as operations from "@/lib/api/operations";
import { archiveReport, unarchiveReport } from "@/lib/library/lifecycle";

/** Archives a report. */
export const PUT = handler({ access: "member", ...operations.archiveReport.takes }, ({ db, actor, params: { slug } }) =>
  archiveReport(db, actor, slug),
);

/** Lists and searches an archived report again. */
export const DELETE = handler(
  { access: "member", ...operations.unarchiveReport.takes },
  ({ db, actor, params: { slug } }) => unarchiveReport(db, actor, slug),
);
