import type { JsonFile } from "@/lib/library/json-file";

/**
 * A JSON response that the browser may cache but must revalidate each time. Revalidation requires a session. If nothing
 * has changed, the response is 304.
 *
 * The server may compress the response. The ETag is therefore a weak validator: it identifies the content rather than
 * the bytes (RFC 9110, 8.8.1).
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
