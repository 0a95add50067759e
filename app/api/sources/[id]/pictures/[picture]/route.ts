import { handler } from "@/app/_http/handler";
import { pictureResponse } from "@/app/_http/picture-response";
import { readablePicture } from "@/lib/sources/pictures";
import { pictureParams } from "@/lib/sources/schemas";

/** Returns a picture of an uploaded file. */
export const GET = handler(
  { access: "member", params: pictureParams, isCompressed: false },
  async ({ db, actor, params, request }) => pictureResponse(request.headers, await readablePicture(db, actor, params)),
);
