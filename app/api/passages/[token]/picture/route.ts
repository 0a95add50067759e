import { pictureOf } from "@/app/_features/sharing/picture";
import { handler } from "@/app/_http/handler";
import { tokenParams } from "@/lib/sharing/schemas";
import { openShare } from "@/lib/sharing/shared";

/** An image of what a link shows, for link previews on other sites. */
export const GET = handler({ access: "public", params: tokenParams }, async ({ db, params: { token } }) =>
  pictureOf(await openShare(db, token)),
);
