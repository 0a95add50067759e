import { handler } from "@/app/_http/handler";
import { editionUpload, MAX_UPLOAD_BODY } from "@/lib/library/edition-schemas";
import { previewEdition } from "@/lib/library/uploads";

/** Says what would come of a file as an edition, and stores nothing. */
export const POST = handler(
  { access: "member", cost: "heavy", body: editionUpload, maxBytes: MAX_UPLOAD_BODY },
  ({ db, actor, body }) => previewEdition(db, actor, body),
);
