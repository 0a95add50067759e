import { handler } from "@/app/_http/handler";
import { createCollection, listCollections } from "@/lib/sharing/collections";
import { newCollection } from "@/lib/sharing/schemas";

/** Lists the user's own collections. */
export const GET = handler({ access: "member" }, async ({ db, actor }) => ({
  collections: await listCollections(db, actor),
}));

/** Creates a collection of passages. The collection is private until it has a link. */
export const POST = handler({ access: "member", body: newCollection }, ({ db, actor, body }) =>
  createCollection(db, actor, body),
);
