import { handler } from "@/app/_http/handler";
import { isKnown } from "@/app/_http/kept-answer";
import { annotationBody, pageQuery } from "@/lib/api/annotation-schemas";
import {
  annotationUrl,
  containerAddress,
  createAnnotation,
  readContainer,
  readPage,
  write,
} from "@/lib/api/annotations";
import { CREATED_LINK, containerHeaders as headers } from "@/lib/api/protocol-headers.mjs";
import { jsonLd, notModified, TAKEN_TYPES } from "./answer";

/** Returns the container of the user's annotations, or one of its pages. */
export const GET = handler(
  { access: "member", scope: "read", cost: "search", query: pageQuery, headers, isCompressed: false },
  async ({ db, actor, query: { page }, request }) => {
    const read = page === undefined ? await readContainer(db, actor) : await readPage(db, actor, page);
    if (isKnown(request, read.tag)) return notModified(read);
    return page === undefined ? jsonLd(read, 200, { "Content-Location": containerAddress() }) : jsonLd(read);
  },
);

/** Creates an annotation. */
export const POST = handler(
  { access: "member", scope: "write", body: annotationBody, types: TAKEN_TYPES, headers },
  async ({ db, actor, body }) => {
    const made = await createAnnotation(db, actor, body);
    return jsonLd(await write(db, made), 201, { Location: annotationUrl(made), Link: CREATED_LINK });
  },
);

/** Returns the allowed methods, including for CORS preflight requests. */
export const OPTIONS = handler({ access: "public", headers }, async () => new Response(null, { status: 204 }));
