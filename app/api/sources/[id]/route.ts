import { fileResponse } from "@/app/_http/file-response";
import { handler } from "@/app/_http/handler";
import { sourceParams } from "@/lib/sources/schemas";
import { discardSource, readableSource, sourceBytes } from "@/lib/sources/store";

/** Returns an uploaded file, or a range of it. */
export const GET = handler(
  { access: "member", params: sourceParams, isCompressed: false },
  async ({ db, actor, params: { id }, request }) => {
    const source = await readableSource(db, actor, id);
    return fileResponse(request.headers, source, (start, end) => sourceBytes(db, id, start, end));
  },
);

/** Deletes one of the user's files, if no edition was created from it. */
export const DELETE = handler({ access: "member", params: sourceParams }, ({ db, actor, params: { id } }) =>
  discardSource(db, actor, id),
);
