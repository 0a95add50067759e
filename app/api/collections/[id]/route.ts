import { handler } from "@/app/_http/handler";
import { changeCollection, eraseCollection, readCollection } from "@/lib/sharing/collections";
import { collectionChange, shareParams } from "@/lib/sharing/schemas";

/** A collection as whoever made it works on it. */
export const GET = handler({ access: "member", params: shareParams }, ({ db, actor, params: { id } }) =>
  readCollection(db, actor, id),
);

/** Changes its title, its introduction, which passages are in it and in what order, and whose notes its link shows. */
export const PATCH = handler(
  { access: "member", params: shareParams, body: collectionChange },
  ({ db, actor, params: { id }, body }) => changeCollection(db, actor, id, body),
);

/** Deletes it for good. */
export const DELETE = handler({ access: "member", params: shareParams }, ({ db, actor, params: { id } }) =>
  eraseCollection(db, actor, id),
);
