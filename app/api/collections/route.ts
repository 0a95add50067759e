import { handler } from "@/app/_http/handler";
import { createCollection, listCollections } from "@/lib/sharing/collections";
import { newCollection } from "@/lib/sharing/schemas";

/** The person's own collections. */
export const GET = handler({ access: "member" }, async ({ db, actor }) => ({
  collections: await listCollections(db, actor),
}));

/** Makes a collection of passages, which nobody else sees until it is given a link. */
export const POST = handler({ access: "member", body: newCollection }, ({ db, actor, body }) =>
  createCollection(db, actor, body),
);
