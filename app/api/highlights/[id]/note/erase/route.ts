import { handler } from "@/app/_http/handler";
import { eraseNote } from "@/lib/annotations/highlights/erasure";
import { idParams } from "@/lib/annotations/schemas";

/** Erases the deleted note of a highlight, with its history, for good. */
export const POST = handler({ access: "member", params: idParams }, async ({ db, actor, params }) =>
  eraseNote(db, actor, params.id),
);
