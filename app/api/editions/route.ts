import { handler } from "@/app/_http/handler";
import { addWithComments } from "@/lib/exchange/file-comments";
import { MAX_UPLOAD_BODY, newEdition } from "@/lib/library/edition-schemas";

/** Adds a file as the next edition of a report, or as a new report. */
export const POST = handler(
  { access: "member", cost: "heavy", body: newEdition, maxBytes: MAX_UPLOAD_BODY },
  ({ db, actor, body }) => addWithComments(db, actor, body),
);
