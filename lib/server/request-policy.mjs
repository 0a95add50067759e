// @ts-check
/**
 * The data about each path that our HTTP server needs before it calls Next.js: its methods and its body limit. Route
 * handlers declare it, and the build writes it to a file (`app/_http/write-request-policy.ts`).
 */
import { readFileSync } from "node:fs";

/**
 * @typedef {{ route: string, methods: readonly string[], bytes: number, isCompressed: boolean }} Declared a route in
 *   the file; `bytes`: its body limit; `isCompressed`: whether its responses are JSON that should be compressed
 * @typedef {Declared & { pattern: RegExp }} Route
 */

/** The methods of pages. Next.js would also respond to other methods with the page. */
export const OF_PAGES = ["GET", "HEAD"];

/** Next.js's image optimizer, which is disabled in `next.config.js`. */
const IMAGE_OPTIMIZER = "/_next/image";

/**
 * Reads the file that the build wrote.
 * @param {string} file
 */
export function readPolicy(file) {
  return requestPolicy(JSON.parse(readFileSync(file, "utf8")));
}

/**
 * Builds the lookup. Next.js answers an unsupported method with an empty 405, and an unknown path with a page; better
 * responses need this information.
 * @param {readonly Declared[]} declared
 */
export function requestPolicy(declared) {
  /** @type {Route[]} most specific first */
  const routes = declared
    .map((each) => ({ ...each, pattern: patternOf(each.route) }))
    .sort((a, b) => (exactness(a.route) < exactness(b.route) ? -1 : 1));
  /** @param {string} bare */
  const find = (bare) => routes.find(({ pattern }) => pattern.test(bare));
  return {
    /**
     * The methods of a path; empty if the path doesn't exist.
     * @param {string} path
     * @returns {readonly string[]}
     */
    methodsAt(path) {
      const bare = withoutSlash(path);
      const found = find(bare);
      if (found) return found.methods;
      if (bare === IMAGE_OPTIMIZER) return [];
      return /^\/api(?:\/|$)/u.test(bare) ? [] : OF_PAGES;
    },
    /**
     * The body limit of a path in bytes; undefined if no route sets one.
     * @param {string} path
     */
    bytesAt: (path) => find(withoutSlash(path))?.bytes,
    /**
     * Whether the responses of a path are JSON that should be compressed.
     * @param {string} path
     */
    isCompressedAt: (path) => find(withoutSlash(path))?.isCompressed ?? false,
    /** The largest body limit of all routes. */
    maxBytes: Math.max(0, ...routes.map(({ bytes }) => bytes)),
    /**
     * The kind of a path: its route, `files` if it is a file of the build, or `page`.
     * @param {string} path
     */
    kindAt(path) {
      const bare = withoutSlash(path);
      return find(bare)?.route ?? (bare.startsWith("/_next/") ? "files" : "page");
    },
  };
}

/** @param {string} path */
function withoutSlash(path) {
  return path.length > 1 ? path.replace(/\/$/u, "") : path;
}

/** @param {string} route */
function patternOf(route) {
  const parts = route.split("/").slice(1);
  const source = parts.map((part) => {
    if (part.startsWith("[[...")) return "(?:/.+)?";
    if (part.startsWith("[...")) return "/.+";
    return part.startsWith("[") ? "/[^/]+" : `/${part.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&")}`;
  });
  return new RegExp(`^${source.join("")}$`, "u");
}

/**
 * A sort key that puts literal segments before parameters, and parameters before catch-all segments.
 * @param {string} route
 */
function exactness(route) {
  return route.replaceAll("[[...", "~~~").replaceAll("[...", "~~").replaceAll("[", "~");
}
