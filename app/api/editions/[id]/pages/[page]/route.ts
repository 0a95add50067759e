import { handler } from "@/app/_http/handler";
import { wordsResponse } from "@/app/_http/words-response";
import { editionPageParams } from "@/lib/library/edition-page-schemas";
import { pageOfEdition } from "@/lib/library/edition-pages";

/** Returns the boxes of the words on a page. */
export const GET = handler(
  { access: "member", params: editionPageParams, isCompressed: false },
  async ({ db, actor, params: { id, page }, request }) =>
    wordsResponse(request.headers, await pageOfEdition(db, actor, id, page)),
);
