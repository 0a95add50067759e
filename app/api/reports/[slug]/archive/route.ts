import { handler } from "@/app/_http/handler";
import { reportParams } from "@/lib/annotations/schemas";
import { archiveReport, unarchiveReport } from "@/lib/library/lifecycle";

/** Archives a report. */
export const PUT = handler({ access: "member", params: reportParams }, ({ db, actor, params: { slug } }) =>
  archiveReport(db, actor, slug),
);

/** Lists and searches an archived report again. */
export const DELETE = handler({ access: "member", params: reportParams }, ({ db, actor, params: { slug } }) =>
  unarchiveReport(db, actor, slug),
);
