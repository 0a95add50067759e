// @ts-check
/**
 * What our HTTP server knows of each address before Next is asked: its methods, and how much a request may bring. The route handlers
 * declare it; a build writes it down (`app/_http/write-request-policy.ts`).
 */
import { readFileSync } from "node:fs";

/**
 * @typedef {{ route: string, methods: readonly string[], bytes: number }} Declared a route as it is written down; `bytes` of a request's body
 * @typedef {Declared & { pattern: RegExp }} Route
 */

/** What a page may be asked by. Next would answer more of them with the page. */
export const OF_PAGES = ["GET", "HEAD"];

/** Off: see `next.config.js`. */
const IMAGE_OPTIMIZER = "/_next/image";

/**
 * Reads what a build has written down.
 * @param {string} file
 */
export function readPolicy(file) {
  return requestPolicy(JSON.parse(readFileSync(file, "utf8")));
}

/**
 * Next answers a method that a route does not have with an empty 405, and an unknown address with a page; to say what there is instead, it
 * must be known.
 * @param {readonly Declared[]} declared
 */
export function requestPolicy(declared) {
  /** @type {Route[]} the more exact address first */
  const routes = declared
    .map((each) => ({ ...each, pattern: patternOf(each.route) }))
    .sort((a, b) => (exactness(a.route) < exactness(b.route) ? -1 : 1));
  /** @param {string} bare */
  const find = (bare) => routes.find(({ pattern }) => pattern.test(bare));
  return {
    /**
     * The methods that an address has; none where there is nothing.
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
     * Bytes that the body of a request to an address may have; undefined where no route says so.
     * @param {string} path
     */
    bytesAt: (path) => find(withoutSlash(path))?.bytes,
    /** The most that any route takes. */
    maxBytes: Math.max(0, ...routes.map(({ bytes }) => bytes)),
    /**
     * What an address leads to, in few words: the route, `files` of the build, or `page`.
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
 * Sorts a named part before one that may be anything, and that before all that follows.
 * @param {string} route
 */
function exactness(route) {
  return route.replaceAll("[[...", "~~~").replaceAll("[...", "~~").replaceAll("[", "~");
}
