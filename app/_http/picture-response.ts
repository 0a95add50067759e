import { matches, SANDBOX } from "./file-response";

/** A picture whose id is a hash of its bytes. */
interface ServedPicture {
  id: string;
  mediaType: string;
  bytes: Uint8Array;
}

/** The content at a URL never changes, but not everyone is allowed to see it. */
const KEPT = "private, max-age=31536000, immutable";

/**
 * Responds with a picture. The content at a URL never changes, so browsers request it only once. Shared caches must not
 * store it, because not everyone is allowed to see it.
 */
export function pictureResponse(asked: Headers, { id, mediaType, bytes }: ServedPicture, caching = KEPT): Response {
  const etag = `"${id}"`;
  const headers = new Headers({
    "Cache-Control": caching,
    "Content-Disposition": "inline",
    "Content-Security-Policy": SANDBOX,
    "Content-Type": mediaType,
    ETag: etag,
  });
  if (matches(asked.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  headers.set("Content-Length", String(bytes.length));
  return new Response(new Uint8Array(bytes), { headers });
}
