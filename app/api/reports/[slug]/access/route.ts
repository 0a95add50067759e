import { handler } from "@/app/_http/handler";
import { reportParams } from "@/lib/annotations/schemas";
import { changeAccess, readAccess } from "@/lib/library/access";
import { accessChange } from "@/lib/library/access-schemas";

/** Returns who can read and edit a report. */
export const GET = handler({ access: "member", params: reportParams }, ({ db, actor, params: { slug } }) =>
  readAccess(db, actor, slug),
);

/** Changes who can read and edit a report. */
export const PUT = handler(
  { access: "member", params: reportParams, body: accessChange },
  ({ db, actor, params: { slug }, body }) => changeAccess(db, actor, slug, body),
);
