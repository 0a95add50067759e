import type { Tagged } from "@/lib/api/annotations";
import { CONTEXT } from "@/lib/sharing/exchange/annotation-rules";

/** What annotations are sent as, and taken as beside plain JSON. */
const TYPE = `application/ld+json; profile="${CONTEXT}"`;
export const TAKEN_TYPES = ["application/ld+json", "application/json"];

const LDP = "http://www.w3.org/ns/ldp#";
const OF_CONTAINER = [
  `<${LDP}BasicContainer>; rel="type"`,
  `<http://www.w3.org/TR/annotation-protocol/>; rel="${LDP}constrainedBy"`,
];
const OF_ANNOTATION = [`<${LDP}Resource>; rel="type"`, '<http://www.w3.org/ns/oa#Annotation>; rel="type"'];

/**
 * Pages of other sites may call with a token (section 3, CORS): a browser sends none by itself, and no cookies to an answer that is for
 * all.
 */
const CROSS_ORIGIN = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers":
    "Authorization, Content-Type, Accept, If-Match, If-None-Match, Idempotency-Key, Prefer, Slug",
  "Access-Control-Expose-Headers": "Allow, Accept-Post, Content-Location, ETag, Link, Location, Retry-After, Vary",
};

/** What every answer of the container says of it, also an error (sections 4.1 and 6). An error is a text of its own, named by its id. */
export function containerHeaders(requestId: string): Record<string, string> {
  const allow = "GET, HEAD, OPTIONS, POST";
  return {
    ...CROSS_ORIGIN,
    ...{ "Access-Control-Allow-Methods": allow, Allow: allow, "Accept-Post": TYPE },
    ...{ Link: OF_CONTAINER.join(", "), Vary: "Accept", ETag: `"${requestId}"` },
  };
}

/** What every answer of an annotation says of it (sections 3 and 5.3). */
export function annotationHeaders(requestId: string): Record<string, string> {
  const allow = "DELETE, GET, HEAD, OPTIONS, PUT";
  return {
    ...CROSS_ORIGIN,
    ...{ "Access-Control-Allow-Methods": allow, Allow: allow },
    ...{ Link: OF_ANNOTATION.join(", "), Vary: "Accept", ETag: `"${requestId}"` },
  };
}

/** Answers something of the container in JSON-LD, whatever the request would rather have. */
export function jsonLd({ json, tag }: Tagged, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(json), { status, headers: { "Content-Type": TYPE, ETag: tag, ...headers } });
}

/** Says that there is nothing new for who has it already. */
export function notModified({ tag }: Tagged): Response {
  return new Response(null, { status: 304, headers: { ETag: tag } });
}

/** A new annotation is answered as it is itself, beside where it was put into (section 5.1). */
export const CREATED_LINK = [...OF_ANNOTATION, ...OF_CONTAINER.slice(1)].join(", ");
