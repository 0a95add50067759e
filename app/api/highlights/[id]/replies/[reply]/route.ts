import { handler } from "@/app/_http/handler";
import { deleteReply, editReply } from "@/lib/annotations/replies/reply-service";
import { replyParams, replySave, versionQuery } from "@/lib/annotations/schemas";

/** Edits a reply. */
export const PUT = handler({ access: "member", params: replyParams, body: replySave }, ({ db, actor, params, body }) =>
  editReply(db, actor, params, body),
);

/** Deletes a reply. It can be restored. */
export const DELETE = handler(
  { access: "member", params: replyParams, query: versionQuery },
  ({ db, actor, params, query: { version } }) => deleteReply(db, actor, params, version),
);
