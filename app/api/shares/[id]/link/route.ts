import { handler } from "@/app/_http/handler";
import { newLink, shareParams } from "@/lib/sharing/schemas";
import { renewShare } from "@/lib/sharing/service";

/** Puts another link in the place of a share's, or makes a collection's first one. The answer is the only one that holds it. */
export const POST = handler(
  { access: "member", params: shareParams, body: newLink },
  ({ db, actor, params: { id }, body }) => renewShare(db, actor, id, body),
);
