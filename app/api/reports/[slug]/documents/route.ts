import { handler } from "@/app/_http/handler";
import { keptAnswer } from "@/app/_http/kept-answer";
import { reportParams } from "@/lib/annotations/schemas";
import { documentsFile } from "@/lib/library/documents-file";

/** Returns the documents that the browser indexes to search the open report. */
export const GET = handler({ access: "member", params: reportParams }, async ({ actor, params: { slug }, request }) =>
  keptAnswer(request, await documentsFile(actor, slug)),
);
