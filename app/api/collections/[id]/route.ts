import { handler } from "@/app/_http/handler";
import { changeCollection, eraseCollection, readCollection } from "@/lib/sharing/collections";
import { collectionChange, shareParams } from "@/lib/sharing/schemas";

/** Returns a collection for editing by its owner. */
export const GET = handler({ access: "member", params: shareParams }, ({ db, actor, params: { id } }) =>
  readCollection(db, actor, id),
);

/** Changes the title, introduction, passages and their order, and whose notes the link shows. */
export const PATCH = handler(
  { access: "member", params: shareParams, body: collectionChange },
  ({ db, actor, params: { id }, body }) => changeCollection(db, actor, id, body),
);

/** Permanently deletes a collection. */
export const DELETE = handler({ access: "member", params: shareParams }, ({ db, actor, params: { id } }) =>
  eraseCollection(db, actor, id),
);
