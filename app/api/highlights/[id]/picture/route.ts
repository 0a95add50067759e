import { handler } from "@/app/_http/handler";
import { pictureResponse } from "@/app/_http/picture-response";
import { idParams } from "@/lib/annotations/schemas";
import { pictureOfHighlight } from "@/lib/library/crops";

/** Returns a picture of the area that a highlight marks. It can change, so browsers ask again each time. */
export const GET = handler(
  { access: "member", params: idParams, isCompressed: false },
  async ({ db, actor, params: { id }, request }) =>
    pictureResponse(request.headers, await pictureOfHighlight(db, actor, id), "private, no-cache"),
);
