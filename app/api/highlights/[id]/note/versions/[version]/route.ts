import { handler } from "@/app/_http/handler";
import { readNoteVersion } from "@/lib/annotations/notes/history-service";
import { noteVersionParams } from "@/lib/annotations/schemas";

/** What the note of a highlight said at a version. */
export const GET = handler({ access: "member", params: noteVersionParams }, ({ db, actor, params: { id, version } }) =>
  readNoteVersion(db, actor, id, version),
);
