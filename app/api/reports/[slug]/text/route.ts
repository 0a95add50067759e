import { restOfText } from "@/app/_features/reader/rendered-text";
import { handler } from "@/app/_http/handler";
import { keptAnswer } from "@/app/_http/kept-answer";
import { reportParams } from "@/lib/annotations/schemas";

/** Returns the rest of a long text; the page itself contains its beginning. */
export const GET = handler({ access: "member", params: reportParams }, async ({ actor, params: { slug }, request }) =>
  keptAnswer(request, await restOfText(actor, slug)),
);
