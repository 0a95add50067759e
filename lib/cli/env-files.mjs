// @ts-check
/**
 * The settings as Next reads them from the `.env` files, for what is decided before the packages are installed. Afterwards
 * `lib/cli/environment.ts` reads them.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
// Not by name: an older Node.js, which has no `parseEnv`, is to reach the sentence that says so.
import util from "node:util";
import { root } from "./root.mjs";

/**
 * The environment with what the files add to it.
 * @param {NodeJS.Dict<string>} [env] wins over all files
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
 * The first that names a variable wins.
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
    // Mostly there is none. Of one that cannot be read, Next tells.
    return {};
  }
}

const REFERENCE = /(?<!\\)\$(?:\{(?<braced>\w+)(?::-(?<otherwise>[^}]*))?\}|(?<bare>\w+))/gu;

/**
 * A value with those that it refers to, as `$NAME`, `${NAME}` or `${NAME:-otherwise}`.
 * @param {string} name
 * @param {NodeJS.Dict<string>} all
 * @param {readonly string[]} [within] whose values refer to it
 * @returns {string}
 */
function expand(name, all, within = []) {
  if (within.includes(name)) return "";
  return (all[name] ?? "").replace(REFERENCE, (...match) => {
    const { braced, otherwise = "", bare } = match.at(-1);
    return expand(braced ?? bare, all, [...within, name]) || otherwise;
  });
}
