import { pictureOf } from "@/app/_features/sharing/picture";
import { handler } from "@/app/_http/handler";
import { serverTranslate } from "@/app/_messages/server-translate";
import { pictureForPreview } from "@/lib/sharing/place";
import { tokenParams } from "@/lib/sharing/schemas";
import { openShare } from "@/lib/sharing/shared";

/** An image of a share link's content, for link previews on other sites. */
export const GET = handler(
  { access: "public", params: tokenParams, isCompressed: false },
  async ({ db, params: { token } }) => {
    const shared = await openShare(db, token);
    return pictureOf(serverTranslate, shared, await pictureForPreview(db, shared));
  },
);
