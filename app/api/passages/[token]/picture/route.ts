import { openPassage } from "@/lib/sharing/passage";
import { tokenParams } from "@/lib/sharing/schemas";
import { handler } from "../../../handler";
import { pictureOf } from "./picture";

/** The passage of a link as a picture, for the sites that show a preview of links. */
export const GET = handler({ access: "public", params: tokenParams }, async ({ db, params: { token } }) =>
  pictureOf(await openPassage(db, token)),
);
