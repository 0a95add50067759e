import type { JsonFile } from "@/lib/library/json-file";

/**
 * Answers JSON that the browser may keep, but must ask about each time: it is told that nothing has changed, if nothing has,
 * and only while the person is signed in.
 *
 * The server compresses it on its way, so what the tag names is what it says, not its bytes: a weak validator (RFC 9110, 8.8.1).
 */
export function keptAnswer(request: Pick<Request, "headers">, { bytes, etag }: JsonFile): Response {
  const common = { "Cache-Control": "private, no-cache", ETag: `W/${etag}`, Vary: "Accept-Encoding" };
  if (isKnown(request, etag)) return new Response(null, { status: 304, headers: common });
  return new Response(bytes, { headers: { ...common, "Content-Type": "application/json" } });
}

/** Whether who asks has this already: their `If-None-Match` names it, weakly or strongly. */
export function isKnown({ headers }: Pick<Request, "headers">, etag: string): boolean {
  const tags = (headers.get("if-none-match") ?? "").split(",").map((tag) => tag.trim().replace(/^W\//u, ""));
  return tags.includes(etag) || tags.includes("*");
}
