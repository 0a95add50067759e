import { handler } from "@/app/_http/handler";
import { newLink, shareParams } from "@/lib/sharing/schemas";
import { renewShare } from "@/lib/sharing/service";

/** Replaces the link of a share, or creates a collection's first link. Only this response contains the link. */
export const POST = handler(
  { access: "member", params: shareParams, body: newLink },
  ({ db, actor, params: { id }, body }) => renewShare(db, actor, id, body),
);
