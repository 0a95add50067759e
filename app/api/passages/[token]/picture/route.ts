import { pictureOf } from "@/app/_features/sharing/picture";
import { handler } from "@/app/_http/handler";
import { tokenParams } from "@/lib/sharing/schemas";
import { openShare } from "@/lib/sharing/shared";

/** What a link leads to as a picture, for the sites that show a preview of links. */
export const GET = handler({ access: "public", params: tokenParams }, async ({ db, params: { token } }) =>
  pictureOf(await openShare(db, token)),
);
