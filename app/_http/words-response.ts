import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { matches } from "./file-response";

/**
 * Responds with the boxes of a page's words, which are stored compressed. Browsers must revalidate the response each
 * time, because boxes can be determined again and the user may lose access.
 */
export function wordsResponse(asked: Headers, words: Uint8Array): Response {
  const etag = `"${createHash("sha256").update(words).digest("base64url")}"`;
  const headers = new Headers({
    "Cache-Control": "private, no-cache",
    "Content-Type": "application/octet-stream",
    ETag: etag,
  });
  if (matches(asked.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  const bytes = new Uint8Array(gunzipSync(words));
  headers.set("Content-Length", String(bytes.length));
  return new Response(bytes, { headers });
}
