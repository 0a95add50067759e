import { reportParams } from "@/lib/annotations/schemas";
import { documentsFile } from "@/lib/library/documents-file";
import { handler } from "../../../handler";
import { keptAnswer } from "../../../kept-answer";

/** What the browser indexes to search the open report by itself. */
export const GET = handler({ access: "member", params: reportParams }, async ({ actor, params: { slug }, request }) =>
  keptAnswer(request, await documentsFile(actor, slug)),
);
