import { handler } from "@/app/_http/handler";
import { editionUpload, MAX_UPLOAD_BODY } from "@/lib/library/edition-schemas";
import { previewEdition } from "@/lib/library/uploads";

/** Previews a file as an edition, without storing anything. */
export const POST = handler(
  { access: "member", cost: "heavy", body: editionUpload, maxBytes: MAX_UPLOAD_BODY },
  ({ db, actor, body, say }) => previewEdition(db, actor, body, say),
);
