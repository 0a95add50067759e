import { handler } from "@/app/_http/handler";
import { keptAnswer } from "@/app/_http/kept-answer";
import { editionParams } from "@/lib/library/edition-page-schemas";
import { pagesOfEdition } from "@/lib/library/edition-pages";
import { jsonFile } from "@/lib/library/json-file";

/** Returns the pages of the file that an edition was created from. */
export const GET = handler(
  { access: "member", params: editionParams },
  async ({ db, actor, params: { id }, request }) => keptAnswer(request, jsonFile(await pagesOfEdition(db, actor, id))),
);
