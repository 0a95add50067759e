import { handler } from "@/app/_http/handler";
import { changeCollection, eraseCollection, readCollection } from "@/lib/sharing/collections";
import { collectionChange, shareParams } from "@/lib/sharing/schemas";

/** Returns a collection for editing by its owner. */
export const GET = handler({ access: "member", params: shareParams }, ({ db, actor, params: { id } }) =>
  readCollection(db, actor, id),
);

/**
 * Changes a collection's title, its introduction, its passages or their order, or the people whose notes its link
 * shows.
 */
export const PATCH = handler(
  { access: "member", params: shareParams, body: collectionChange },
  ({ db, actor, params: { id }, body }) => changeCollection(db, actor, id, body),
);

/** Permanently deletes a collection. */
export const DELETE = handler({ access: "member", params: shareParams }, ({ db, actor, params: { id } }) =>
  eraseCollection(db, actor, id),
);
