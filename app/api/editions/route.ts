import { handler } from "@/app/_http/handler";
import { MAX_UPLOAD_BODY, newEdition } from "@/lib/library/edition-schemas";
import { addUpload } from "@/lib/library/uploads";

/** Adds a file as the next edition of a report, or as a new report. */
export const POST = handler(
  { access: "member", cost: "heavy", body: newEdition, maxBytes: MAX_UPLOAD_BODY },
  ({ db, actor, body }) => addUpload(db, actor, body),
);
