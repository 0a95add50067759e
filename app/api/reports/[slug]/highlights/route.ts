import { handler } from "@/app/_http/handler";
import { createHighlight, listHighlights } from "@/lib/annotations/highlights/service";
import { newHighlight, reportParams } from "@/lib/annotations/schemas";

/** Lists the highlights that the user can see in a report, in reading order. */
export const GET = handler(
  { access: "member", scope: "read", params: reportParams },
  ({ db, actor, params: { slug } }) => listHighlights(db, actor, slug),
);

/** Creates a highlight, optionally with a note. Idempotent: repeating the request returns the existing highlight. */
export const POST = handler(
  { access: "member", scope: "write", params: reportParams, body: newHighlight },
  ({ db, actor, params: { slug }, body }) => createHighlight(db, actor, slug, body),
);
