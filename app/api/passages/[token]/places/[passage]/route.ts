import { handler } from "@/app/_http/handler";
import { pictureResponse } from "@/app/_http/picture-response";
import { pictureOfPlace } from "@/lib/sharing/place";
import { sharedPlaceParams } from "@/lib/sharing/schemas";

/**
 * Returns a picture of a shared passage's place on its page. It is never cached, so that it disappears as soon as the
 * link is revoked.
 */
export const GET = handler(
  { access: "public", params: sharedPlaceParams, isCompressed: false },
  async ({ db, params: { token, passage }, request }) =>
    pictureResponse(request.headers, await pictureOfPlace(db, token, passage), "private, no-store"),
);
