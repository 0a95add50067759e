import { handler } from "@/app/_http/handler";
import { setTags } from "@/lib/annotations/highlights/tag-service";
import { idParams, tagsSave } from "@/lib/annotations/schemas";

/** Replaces a highlight's tags. */
export const PUT = handler(
  { access: "member", params: idParams, body: tagsSave },
  ({ db, actor, params: { id }, body }) => setTags(db, actor, id, body),
);
