import { handler } from "@/app/_http/handler";
import { pictureResponse } from "@/app/_http/picture-response";
import { publicPicture } from "@/lib/library/public-reports";
import { publicPictureParams } from "@/lib/sources/schemas";

/** Returns a picture in a public report. It is never cached, so that it disappears as soon as the report isn't public. */
export const GET = handler(
  { access: "public", params: publicPictureParams, isCompressed: false },
  async ({ db, params: { slug, picture }, request }) =>
    pictureResponse(request.headers, await publicPicture(db, slug, picture), "private, no-store"),
);
