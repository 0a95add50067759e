import { handler } from "@/app/_http/handler";
import { addPassages } from "@/lib/sharing/collections";
import { morePassages, shareParams } from "@/lib/sharing/schemas";

/** Adds the passages of highlights to the end of a collection. */
export const POST = handler(
  { access: "member", params: shareParams, body: morePassages },
  ({ db, actor, params: { id }, body }) => addPassages(db, actor, id, body.highlights),
);
