// @ts-check
/**
 * Reads settings from the `.env` files as Next.js does, for decisions that have to be made before the packages are
 * installed. After that, `lib/cli/environment.ts` reads them.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
// This isn't a named import, because older versions of Node.js have no `parseEnv`, but must still be able to print the
// message that says they are too old.
import util from "node:util";
import { root } from "./root.mjs";

/**
 * The environment merged with the `.env` files.
 * @param {NodeJS.Dict<string>} [env] takes precedence over all files
 * @param {string} [folder]
 * @returns {NodeJS.Dict<string>}
 */
export function withEnvFiles(env = process.env, folder = root) {
  const files = filesFor(env.NODE_ENV).map((name) => readEnvFile(join(folder, name)));
  const inFiles = Object.assign({}, ...files.reverse());
  const all = { ...inFiles, ...env };
  return { ...all, ...Object.fromEntries(Object.keys(inFiles).map((name) => [name, expand(name, all)])) };
}

/**
 * The `.env` files in order of precedence.
 * @param {string} [mode]
 */
function filesFor(mode) {
  if (mode === "test") return [".env.test.local", ".env.test", ".env"];
  const name = mode === "development" ? mode : "production";
  return [`.env.${name}.local`, ".env.local", `.env.${name}`, ".env"];
}

/**
 * @param {string} file
 * @returns {NodeJS.Dict<string>}
 */
function readEnvFile(file) {
  try {
    return util.parseEnv(readFileSync(file, "utf8").replace(/^\uFEFF/u, ""));
  } catch {
    // Usually the file doesn't exist. If it can't be read, Next.js reports that.
    return {};
  }
}

const REFERENCE = /(?<!\\)\$(?:\{(?<braced>\w+)(?::-(?<otherwise>[^}]*))?\}|(?<bare>\w+))/gu;

/**
 * Expands references in a value: `$NAME`, `${NAME}` or `${NAME:-otherwise}`.
 * @param {string} name
 * @param {NodeJS.Dict<string>} all
 * @param {readonly string[]} [within] the variables being expanded, to detect cycles
 * @returns {string}
 */
function expand(name, all, within = []) {
  if (within.includes(name)) return "";
  return (all[name] ?? "").replace(REFERENCE, (...match) => {
    const { braced, otherwise = "", bare } = match.at(-1);
    return expand(braced ?? bare, all, [...within, name]) || otherwise;
  });
}
