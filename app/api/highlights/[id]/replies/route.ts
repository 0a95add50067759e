import { handler } from "@/app/_http/handler";
import { addReply } from "@/lib/annotations/replies/reply-service";
import { idParams, newReply } from "@/lib/annotations/schemas";

/** Adds a reply to a highlight's note. */
export const POST = handler(
  { access: "member", params: idParams, body: newReply },
  ({ db, actor, params: { id }, body }) => addReply(db, actor, id, body),
);
