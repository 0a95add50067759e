import { handler } from "@/app/_http/handler";
import { readNoteVersion } from "@/lib/annotations/notes/history-service";
import { noteVersionParams } from "@/lib/annotations/schemas";

/** Returns a version of a highlight's note. */
export const GET = handler({ access: "member", params: noteVersionParams }, ({ db, actor, params: { id, version } }) =>
  readNoteVersion(db, actor, id, version),
);
