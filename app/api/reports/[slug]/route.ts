import { handler } from "@/app/_http/handler";
import { reportParams } from "@/lib/annotations/schemas";
import { editDetails, readDetails } from "@/lib/library/details";
import { detailsChange } from "@/lib/library/details-schemas";

/** Returns a report's details, for the form that edits them. */
export const GET = handler({ access: "member", params: reportParams }, ({ db, actor, params: { slug } }) =>
  readDetails(db, actor, slug),
);

/** Changes a report's details. */
export const PATCH = handler(
  { access: "member", params: reportParams, body: detailsChange },
  ({ db, actor, params: { slug }, body }) => editDetails(db, actor, slug, body),
);
