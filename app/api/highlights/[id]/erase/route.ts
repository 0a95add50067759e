import { handler } from "@/app/_http/handler";
import { eraseHighlight } from "@/lib/annotations/highlights/erasure";
import { idParams } from "@/lib/annotations/schemas";

/** Erases a deleted highlight, with its note, for good. */
export const POST = handler({ access: "member", params: idParams }, async ({ db, actor, params }) =>
  eraseHighlight(db, actor, params.id),
);
