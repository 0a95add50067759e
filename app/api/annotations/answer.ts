import type { Tagged } from "@/lib/api/annotations";
import { ANNOTATION_TYPE } from "@/lib/api/protocol-headers.mjs";

/** What annotations are taken as: plain JSON too. */
export const TAKEN_TYPES = ["application/ld+json", "application/json"];

/** Answers something of the container in JSON-LD, whatever the request would rather have. */
export function jsonLd({ json, tag }: Tagged, status = 200, headers: Record<string, string> = {}): Response {
  const own = { "Content-Type": ANNOTATION_TYPE, ETag: tag, ...headers };
  return new Response(JSON.stringify(json), { status, headers: own });
}

/** Says that there is nothing new for who has it already. */
export function notModified({ tag }: Tagged): Response {
  return new Response(null, { status: 304, headers: { ETag: tag } });
}
