// @ts-check
/**
 * Scripts and style sheets compressed once, when the app is built: a server that compresses each answer has time for gzip at most, which
 * is an eighth larger.
 */
import { readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const compress = promisify(brotliCompress);

/** Of files that are compressed, by the end of their names. */
const TYPES = /** @type {Record<string, string>} */ ({
  ".js": "application/javascript; charset=UTF-8",
  ".css": "text/css; charset=UTF-8",
});

/** Where Next.js has its static files, and at which addresses. */
const FOLDER = ".next/static";
const ADDRESS = "/_next/static/";

/** @param {string} folder the project's */
function staticFiles(folder) {
  const names = readdirSync(join(folder, FOLDER), { recursive: true, encoding: "utf8" });
  return names.map((name) => name.split(sep).join("/"));
}

/**
 * Puts a compressed copy beside each script and style sheet of the build.
 * @param {string} folder the project's
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
 * Makes a function that has Next.js answer with the compressed copy, where there is one and the browser takes it.
 * @param {string} folder the project's
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
