import type { JsonFile } from "@/lib/library/json-file";

/**
 * JSON response that the browser caches but must revalidate each time, which requires a session. If nothing has
 * changed, the response is 304.
 *
 * The server may compress the response. Therefore, the ETag is a weak validator, which identifies the content rather
 * than the bytes (RFC 9110, 8.8.1).
 */
export function keptAnswer(request: Pick<Request, "headers">, { bytes, etag }: JsonFile): Response {
  const common = { "Cache-Control": "private, no-cache", ETag: `W/${etag}`, Vary: "Accept-Encoding" };
  if (isKnown(request, etag)) return new Response(null, { status: 304, headers: common });
  return new Response(bytes, { headers: { ...common, "Content-Type": "application/json" } });
}

/** Whether `If-None-Match` contains the tag, weak or strong. */
export function isKnown({ headers }: Pick<Request, "headers">, etag: string): boolean {
  const tags = (headers.get("if-none-match") ?? "").split(",").map((tag) => tag.trim().replace(/^W\//u, ""));
  return tags.includes(etag) || tags.includes("*");
}
