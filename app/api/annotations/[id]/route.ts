import { handler } from "@/app/_http/handler";
import { isKnown } from "@/app/_http/kept-answer";
import { idParams } from "@/lib/annotations/schemas";
import { deleteAnnotation, replaceAnnotation } from "@/lib/api/annotation-changes";
import { annotationBody } from "@/lib/api/annotation-schemas";
import { readContained, write } from "@/lib/api/annotations";
import { preconditionOf } from "@/lib/api/preconditions";
import { annotationHeaders as headers } from "@/lib/api/protocol-headers.mjs";
import { jsonLd, notModified, TAKEN_TYPES } from "../answer";

/** Returns an annotation. */
export const GET = handler(
  { access: "member", scope: "read", params: idParams, headers, isCompressed: false },
  async ({ db, actor, params: { id }, request }) => {
    const read = await write(db, await readContained(db, actor, id));
    return isKnown(request, read.tag) ? notModified(read) : jsonLd(read);
  },
);

/** Replaces an annotation if it hasn't changed since the client read it. */
export const PUT = handler(
  { access: "member", scope: "write", params: idParams, body: annotationBody, types: TAKEN_TYPES, headers },
  async ({ db, actor, params: { id }, body, request }) => {
    const precondition = preconditionOf(request.headers.get("if-match"));
    return jsonLd(await write(db, await replaceAnnotation(db, actor, id, precondition, body)));
  },
);

/** Deletes an annotation if it hasn't changed since the client read it. */
export const DELETE = handler(
  { access: "member", scope: "write", params: idParams, headers },
  async ({ db, actor, params: { id }, request }) => {
    await deleteAnnotation(db, actor, id, preconditionOf(request.headers.get("if-match")));
    return new Response(null, { status: 204 });
  },
);

/** Returns the allowed methods, including for CORS preflight requests. */
export const OPTIONS = handler({ access: "public", headers }, async () => new Response(null, { status: 204 }));
