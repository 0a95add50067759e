import { pictureOf } from "@/app/_features/sharing/picture";
import { handler } from "@/app/_http/handler";
import { serverTranslate } from "@/app/_messages/server-translate";
import { tokenParams } from "@/lib/sharing/schemas";
import { openShare } from "@/lib/sharing/shared";

/** An image of a share link's content, for link previews on other sites. */
export const GET = handler(
  { access: "public", params: tokenParams, isCompressed: false },
  async ({ db, params: { token } }) => pictureOf(serverTranslate, await openShare(db, token)),
);
