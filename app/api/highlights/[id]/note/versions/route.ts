import { handler } from "@/app/_http/handler";
import { listNoteVersions } from "@/lib/annotations/notes/history-service";
import { idParams } from "@/lib/annotations/schemas";

/** Lists the versions of a highlight's note, latest first. */
export const GET = handler({ access: "member", params: idParams }, ({ db, actor, params: { id } }) =>
  listNoteVersions(db, actor, id),
);
