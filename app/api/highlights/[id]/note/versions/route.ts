import { listNoteVersions } from "@/lib/annotations/history-service";
import { idParams } from "@/lib/annotations/schemas";
import { handler } from "../../../../handler";

/** What the note of a highlight has said, the latest first. */
export const GET = handler({ access: "member", params: idParams }, ({ db, actor, params: { id } }) =>
  listNoteVersions(db, actor, id),
);
