// @ts-check
/**
 * What every answer says that the container of the Web Annotation Protocol and its annotations give. It is JavaScript since our HTTP server
 * says it too, in what it refuses before any handler is asked.
 */

/** What annotations are sent as. */
export const ANNOTATION_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"';

const CONTAINER = "/api/annotations/";

const LDP = "http://www.w3.org/ns/ldp#";
const OF_CONTAINER = [
  `<${LDP}BasicContainer>; rel="type"`,
  `<http://www.w3.org/TR/annotation-protocol/>; rel="${LDP}constrainedBy"`,
];
const OF_ANNOTATION = [`<${LDP}Resource>; rel="type"`, '<http://www.w3.org/ns/oa#Annotation>; rel="type"'];

/** A new annotation is answered as it is itself, beside where it was put into (section 5.1). */
export const CREATED_LINK = [...OF_ANNOTATION, ...OF_CONTAINER.slice(1)].join(", ");

/**
 * Pages of other sites may call with a token (section 3, CORS): a browser sends none by itself, and no cookies to an answer that is for
 * all.
 */
const CROSS_ORIGIN = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers":
    "Authorization, Content-Type, Accept, If-Match, If-None-Match, Idempotency-Key, Prefer, Slug",
  "Access-Control-Expose-Headers":
    "Allow, Accept-Post, Content-Location, ETag, Link, Location, Retry-After, Vary, WWW-Authenticate",
};

/**
 * What every answer of the container says of it, also an error (section 4.1). An error is a text of its own, named by its id.
 * @param {string} requestId
 * @returns {Record<string, string>}
 */
export function containerHeaders(requestId) {
  const allow = "GET, HEAD, OPTIONS, POST";
  return { ...common(requestId, allow), "Accept-Post": ANNOTATION_TYPE, Link: OF_CONTAINER.join(", ") };
}

/**
 * What every answer of an annotation says of it (sections 3 and 5.3).
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
 * What an answer says that is given at an address, whatever is there; nothing where that is neither the container nor below it.
 * @param {string} path
 * @param {string} requestId
 * @returns {Record<string, string>}
 */
export function protocolHeadersAt(path, requestId) {
  if (path === CONTAINER || `${path}/` === CONTAINER) return containerHeaders(requestId);
  return path.startsWith(CONTAINER) ? annotationHeaders(requestId) : {};
}
