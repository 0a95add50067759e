import { handler } from "@/app/_http/handler";
import { previewImport } from "@/lib/exchange/import-service";
import { IMPORT_TIME, importFile, MAX_IMPORT_BODY } from "@/lib/exchange/schemas";

/** Says what would become of a file of annotations, and stores nothing. */
export const POST = handler(
  {
    access: "member",
    scope: "write",
    cost: "heavy",
    rawBody: importFile,
    maxBytes: MAX_IMPORT_BODY,
    timeLimit: IMPORT_TIME,
  },
  ({ db, actor, raw }) => previewImport(db, actor, raw),
);
