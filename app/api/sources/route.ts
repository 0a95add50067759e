import { readParts } from "@/app/_http/body";
import { handler } from "@/app/_http/handler";
import { MAX_FILE_BYTES } from "@/lib/config";
import { TIME_LIMITS, timeFor } from "@/lib/server/request-limits.mjs";
import { uploadQuery } from "@/lib/sources/schemas";
import { storeSource } from "@/lib/sources/store";

/** Stores a file from which a report can be created. The request body is the file itself. */
export const POST = handler(
  {
    access: "member",
    cost: "heavy",
    query: uploadQuery,
    maxBytes: MAX_FILE_BYTES,
    timeLimit: timeFor(MAX_FILE_BYTES, TIME_LIMITS),
  },
  ({ db, actor, query: { name }, request }) =>
    storeSource(db, actor, {
      name,
      body: readParts(request, MAX_FILE_BYTES),
      declaredSize: Number(request.headers.get("content-length")),
    }),
);
