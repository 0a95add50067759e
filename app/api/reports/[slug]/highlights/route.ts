import { handler } from "@/app/_http/handler";
import { createHighlight, listHighlights } from "@/lib/annotations/highlights/service";
import { newHighlight, reportParams } from "@/lib/annotations/schemas";

/** The highlights of a report that the person may see, in reading order. */
export const GET = handler(
  { access: "member", scope: "read", params: reportParams },
  ({ db, actor, params: { slug } }) => listHighlights(db, actor, slug),
);

/** Makes a highlight, with a note where one is given. The same again answers what is there. */
export const POST = handler(
  { access: "member", scope: "write", params: reportParams, body: newHighlight },
  ({ db, actor, params: { slug }, body }) => createHighlight(db, actor, slug, body),
);
