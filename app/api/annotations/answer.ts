import type { Tagged } from "@/lib/api/annotations";
import { ANNOTATION_TYPE } from "@/lib/api/protocol-headers.mjs";

/** Accepted media types of annotations. */
export const TAKEN_TYPES = ["application/ld+json", "application/json"];

/** Responds with JSON-LD, regardless of the `Accept` header. */
export function jsonLd({ json, tag }: Tagged, status = 200, headers: Record<string, string> = {}): Response {
  const own = { "Content-Type": ANNOTATION_TYPE, ETag: tag, ...headers };
  return new Response(JSON.stringify(json), { status, headers: own });
}

/** 304 response for clients that already have this version. */
export function notModified({ tag }: Tagged): Response {
  return new Response(null, { status: 304, headers: { ETag: tag } });
}
