// @ts-check
/** Which methods each address of a route handler has, as the files in `app/` say. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";

/** @typedef {{ route: string, pattern: RegExp, methods: string[] }} Route */

/** What a page may be asked by. Next would answer more of them with the page. */
const OF_PAGES = ["GET", "HEAD"];

/** Off: see `next.config.js`. */
const IMAGE_OPTIMIZER = "/_next/image";

/** A page among the addresses of programs, of which all others are those of routes. */
const PAGE_OF_API = /^api[\\/].*[\\/]page\.tsx$/u;

/**
 * Reads the table. Next answers a method that a route does not have with an empty 405, and an unknown address with a page; to say
 * what there is instead, it must be known.
 * @param {string} app the folder
 * @returns {Route[]} the more exact address first
 */
export function readRoutes(app) {
  return readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((file) => /^route\.tsx?$/u.test(basename(file)) || PAGE_OF_API.test(file))
    .map((file) => {
      const route = `/${dirname(file).split(sep).filter(isSegment).join("/")}`;
      if (PAGE_OF_API.test(file)) return { route, pattern: patternOf(route), methods: OF_PAGES };
      const source = readFileSync(join(app, file), "utf8");
      const own = [...source.matchAll(/^export (?:const|(?:async )?function) ([A-Z]+)\b/gmu)].map(
        ([, name = ""]) => name,
      );
      const methods = own.includes("GET") && !own.includes("HEAD") ? [...own, "HEAD"] : own;
      return { route, pattern: patternOf(route), methods: [...new Set([...methods, "OPTIONS"])].sort() };
    })
    .sort((a, b) => (exactness(a.route) < exactness(b.route) ? -1 : 1));
}

/**
 * The methods that an address has; none where there is nothing.
 * @param {readonly Route[]} routes
 * @param {string} path
 * @returns {readonly string[]}
 */
export function methodsAt(routes, path) {
  const bare = withoutSlash(path);
  const found = routes.find(({ pattern }) => pattern.test(bare));
  if (found) return found.methods;
  if (bare === IMAGE_OPTIMIZER) return [];
  return /^\/api(?:\/|$)/u.test(bare) ? [] : OF_PAGES;
}

/**
 * What an address leads to, in few words: the route, `files` of the build, or `page`.
 * @param {readonly Route[]} routes
 * @param {string} path
 */
export function kindAt(routes, path) {
  const bare = withoutSlash(path);
  const found = routes.find(({ pattern }) => pattern.test(bare));
  return found?.route ?? (bare.startsWith("/_next/") ? "files" : "page");
}

/** @param {string} path */
function withoutSlash(path) {
  return path.length > 1 ? path.replace(/\/$/u, "") : path;
}

/**
 * A folder in brackets groups others, and is no part of the address.
 * @param {string} folder
 */
function isSegment(folder) {
  return !/^\(.*\)$/u.test(folder);
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
