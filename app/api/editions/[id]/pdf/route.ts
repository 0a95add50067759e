import { handler } from "@/app/_http/handler";
import { addPdf, readAddedPdf, removeAddedPdf } from "@/lib/library/added-pdf";
import { newPdf } from "@/lib/library/added-pdf-schemas";
import { editionParams } from "@/lib/library/edition-page-schemas";

/** Returns the PDF that was added to an edition, and the user's own one that is being read. */
export const GET = handler({ access: "member", params: editionParams }, ({ db, actor, params: { id }, say }) =>
  readAddedPdf(db, actor, id, say),
);

/** Queues an uploaded PDF to be added to an edition. */
export const POST = handler(
  { access: "member", params: editionParams, body: newPdf },
  ({ db, actor, params: { id }, body, say }) => addPdf(db, actor, id, body, say),
);

/** Removes the PDF that was added to an edition. */
export const DELETE = handler({ access: "member", params: editionParams }, ({ db, actor, params: { id } }) =>
  removeAddedPdf(db, actor, id),
);
