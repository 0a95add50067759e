import { readNoteVersion } from "@/lib/annotations/history-service";
import { noteVersionParams } from "@/lib/annotations/schemas";
import { handler } from "../../../../../handler";

/** What the note of a highlight said at a version. */
export const GET = handler({ access: "member", params: noteVersionParams }, ({ db, actor, params: { id, version } }) =>
  readNoteVersion(db, actor, id, version),
);
