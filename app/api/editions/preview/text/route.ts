import { previewedText } from "@/app/_features/reader/previewed-text";
import { handler } from "@/app/_http/handler";
import { editionUpload, MAX_UPLOAD_BODY } from "@/lib/library/edition-schemas";
import { readForPreview } from "@/lib/library/uploads";

/** Returns the text of a file as readers will see it, without storing anything. */
export const POST = handler(
  { access: "member", cost: "heavy", body: editionUpload, maxBytes: MAX_UPLOAD_BODY },
  async ({ db, actor, body }) => previewedText(await readForPreview(db, actor, body)),
);
