import { handler } from "@/app/_http/handler";
import { restoreReply } from "@/lib/annotations/replies/reply-service";
import { replyParams } from "@/lib/annotations/schemas";

/** Restores a deleted reply. */
export const POST = handler({ access: "member", params: replyParams }, ({ db, actor, params }) =>
  restoreReply(db, actor, params),
);
