import { handler } from "@/app/_http/handler";
import { eraseReply } from "@/lib/annotations/highlights/erasure";
import { replyParams } from "@/lib/annotations/schemas";

/** Permanently erases a deleted reply. */
export const POST = handler({ access: "member", params: replyParams }, async ({ db, actor, params }) =>
  eraseReply(db, actor, params),
);
