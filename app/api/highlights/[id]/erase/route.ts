import { handler } from "@/app/_http/handler";
import { eraseHighlight } from "@/lib/annotations/highlights/erasure";
import { idParams } from "@/lib/annotations/schemas";

/** Permanently erases a deleted highlight and its note. */
export const POST = handler({ access: "member", params: idParams }, async ({ db, actor, params }) =>
  eraseHighlight(db, actor, params.id),
);
