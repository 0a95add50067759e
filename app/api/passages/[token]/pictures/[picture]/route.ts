import { handler } from "@/app/_http/handler";
import { pictureResponse } from "@/app/_http/picture-response";
import { sharedPictureParams } from "@/lib/sharing/schemas";
import { sharedPicture } from "@/lib/sharing/shared";

/** Returns a picture in a shared passage. It is never cached, so that it disappears as soon as the link is revoked. */
export const GET = handler(
  { access: "public", params: sharedPictureParams, isCompressed: false },
  async ({ db, params: { token, picture }, request }) =>
    pictureResponse(request.headers, await sharedPicture(db, token, picture), "private, no-store"),
);
