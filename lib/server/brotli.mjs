// @ts-check
/**
 * Compresses scripts and style sheets once, at build time. A server that compresses each response on the fly only has
 * time for gzip, whose output is an eighth larger.
 */
import { readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const compress = promisify(brotliCompress);

/** Content types of the compressed files, by extension. */
const TYPES = /** @type {Record<string, string>} */ ({
  ".js": "application/javascript; charset=UTF-8",
  ".css": "text/css; charset=UTF-8",
});

/** Next.js's folder of static files, and its URL path. */
const FOLDER = ".next/static";
const ADDRESS = "/_next/static/";

/** @param {string} folder the project folder */
function staticFiles(folder) {
  const names = readdirSync(join(folder, FOLDER), { recursive: true, encoding: "utf8" });
  return names.map((name) => name.split(sep).join("/"));
}

/**
 * Writes a compressed copy next to each script and style sheet of the build.
 * @param {string} folder the project folder
 */
export async function compressStatic(folder) {
  const names = staticFiles(folder).filter((name) => extname(name) in TYPES);
  await Promise.all(
    names.map(async (name) => {
      const file = join(folder, FOLDER, name);
      const content = await readFile(file);
      const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
      await writeFile(`${file}.br`, await compress(content, { params }));
    }),
  );
}

/**
 * Returns a function that makes Next.js serve the compressed copy, if there is one and the browser accepts it.
 * @param {string} folder the project folder
 * @returns {(request: import("node:http").IncomingMessage, answer: import("node:http").ServerResponse) => void}
 */
export function createBrotli(folder) {
  const copies = new Set(staticFiles(folder).filter((name) => name.endsWith(".br")));
  return (request, answer) => {
    const [path = "", query] = (request.url ?? "").split("?");
    const name = path.slice(ADDRESS.length);
    if (!path.startsWith(ADDRESS) || !copies.has(`${name}.br`) || !takesBrotli(request.headers["accept-encoding"]))
      return;
    request.url = `${path}.br${query === undefined ? "" : `?${query}`}`;
    answer.setHeader("Content-Type", TYPES[extname(name)] ?? "application/octet-stream");
    answer.setHeader("Content-Encoding", "br");
    answer.setHeader("Vary", "Accept-Encoding");
  };
}

/** @param {string | string[] | undefined} accepted */
function takesBrotli(accepted) {
  return String(accepted ?? "")
    .split(",")
    .some((coding) => /^\s*br\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/iu.test(coding));
}
