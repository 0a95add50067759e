// @ts-check
/**
 * The response headers of the Web Annotation Protocol's container and annotations. This file is plain JavaScript
 * because our HTTP server also needs it, for requests that it rejects before any handler runs.
 */

/** The media type of annotations. */
export const ANNOTATION_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"';

const CONTAINER = "/api/annotations/";

const LDP = "http://www.w3.org/ns/ldp#";
const OF_CONTAINER = [
  `<${LDP}BasicContainer>; rel="type"`,
  `<http://www.w3.org/TR/annotation-protocol/>; rel="${LDP}constrainedBy"`,
];
const OF_ANNOTATION = [`<${LDP}Resource>; rel="type"`, '<http://www.w3.org/ns/oa#Annotation>; rel="type"'];

/** The Link header for a new annotation. The response describes both the annotation and its container (section 5.1). */
export const CREATED_LINK = [...OF_ANNOTATION, ...OF_CONTAINER.slice(1)].join(", ");

/**
 * Pages on other sites may make requests with a token (section 3, CORS). Browsers never add a token on their own, and
 * send no cookies if the response allows any origin.
 */
const CROSS_ORIGIN = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers":
    "Authorization, Content-Type, Accept, If-Match, If-None-Match, Idempotency-Key, Prefer, Slug",
  "Access-Control-Expose-Headers":
    "Allow, Accept-Post, Content-Location, ETag, Link, Location, Retry-After, Vary, WWW-Authenticate",
};

/**
 * The headers of every container response, including errors (section 4.1). An error is a separate representation, so
 * its ETag is the request id.
 * @param {string} requestId
 * @returns {Record<string, string>}
 */
export function containerHeaders(requestId) {
  const allow = "GET, HEAD, OPTIONS, POST";
  return { ...common(requestId, allow), "Accept-Post": ANNOTATION_TYPE, Link: OF_CONTAINER.join(", ") };
}

/**
 * The headers of every annotation response (sections 3 and 5.3).
 * @param {string} requestId
 * @returns {Record<string, string>}
 */
export function annotationHeaders(requestId) {
  return { ...common(requestId, "DELETE, GET, HEAD, OPTIONS, PUT"), Link: OF_ANNOTATION.join(", ") };
}

/**
 * @param {string} requestId
 * @param {string} allow
 */
function common(requestId, allow) {
  return {
    ...CROSS_ORIGIN,
    ...{ "Access-Control-Allow-Methods": allow, Allow: allow },
    ...{ Vary: "Accept", ETag: `"${requestId}"` },
  };
}

/**
 * The headers for every response at a path; empty if the path is neither the container nor below it.
 * @param {string} path
 * @param {string} requestId
 * @returns {Record<string, string>}
 */
export function protocolHeadersAt(path, requestId) {
  if (path === CONTAINER || `${path}/` === CONTAINER) return containerHeaders(requestId);
  return path.startsWith(CONTAINER) ? annotationHeaders(requestId) : {};
}
