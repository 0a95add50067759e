import { handler } from "@/app/_http/handler";
import { eraseNote } from "@/lib/annotations/highlights/erasure";
import { idParams } from "@/lib/annotations/schemas";

/** Permanently erases a deleted note and its history. */
export const POST = handler({ access: "member", params: idParams }, async ({ db, actor, params }) =>
  eraseNote(db, actor, params.id),
);
