import { handler } from "@/app/_http/handler";
import { keptAnswer } from "@/app/_http/kept-answer";
import { reportParams } from "@/lib/annotations/schemas";
import { documentsFile } from "@/lib/library/documents-file";

/** What the browser indexes to search the open report by itself. */
export const GET = handler({ access: "member", params: reportParams }, async ({ actor, params: { slug }, request }) =>
  keptAnswer(request, await documentsFile(actor, slug)),
);
