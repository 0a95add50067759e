import { handler } from "@/app/_http/handler";
import { importNotes } from "@/lib/exchange/import-service";
import { IMPORT_TIME, importFile, MAX_IMPORT_BODY } from "@/lib/exchange/schemas";

/** Imports a file of annotations: all that can be, or nothing. */
export const POST = handler(
  {
    access: "member",
    scope: "write",
    cost: "heavy",
    rawBody: importFile,
    maxBytes: MAX_IMPORT_BODY,
    timeLimit: IMPORT_TIME,
  },
  ({ db, actor, raw }) => importNotes(db, actor, raw),
);
