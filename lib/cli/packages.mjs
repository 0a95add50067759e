// @ts-check
/** Checks whether node_modules matches package-lock.json, and installs the packages if it doesn't. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "./failure.mjs";
import { npmCommand } from "./npm.mjs";
import { root } from "./root.mjs";
import { runQuietly } from "./run.mjs";
import { driverFor } from "./sqlite.mjs";

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, dev?: boolean, devOptional?: boolean, resolved?: string, os?: string[], cpu?: string[] }} Package
 * @typedef {Record<string, Package>} Packages by their path, for example "node_modules/next"
 */

/**
 * Why packages must be installed; undefined if node_modules matches the lock file. A server doesn't need the
 * development tools (`npm ci --omit=dev`, or NODE_ENV=production), nor the SQLite driver if `sqlite` is false.
 *
 * As its last step, npm lists the installed packages in node_modules/.package-lock.json. So instead of `npm ls`, which
 * takes seconds, it is enough to compare two files (20 ms). This also detects an interrupted install, which leaves no
 * such file.
 */
export function whyInstall({ dev = true, sqlite = true } = {}) {
  const wanted = readPackages(join(root, "package-lock.json"));
  if (!wanted)
    throw new Failure("package-lock.json is missing or not readable. Restore it with: git checkout package-lock.json");
  const installed = readPackages(join(root, "node_modules/.package-lock.json"));
  if (!installed) return "not installed yet";
  const gone = Object.keys(installed).find((path) => !existsSync(join(root, path)));
  const required = sqlite ? [driverFor().path] : [];
  return gone ? `${gone} is missing` : firstDifference(wanted, installed, { required, dev });
}

/**
 * Installs exactly what is in the lock file. If `dev` is set, includes the development tools regardless of NODE_ENV.
 * Otherwise, keeps the current choice, or uses npm's default for a first install.
 */
export async function install({ dev = true } = {}) {
  const npm = npmCommand(process.env, process.platform);
  const args = ["ci", "--no-audit", "--no-fund", "--include=optional", ...toolsFor({ dev })];
  const sentence = "The packages could not be installed: npm ci failed";
  await runQuietly(npm.command, [...npm.args, ...args], { shell: npm.shell, sentence });
}

/** @param {{ dev: boolean }} needs */
function toolsFor({ dev }) {
  if (dev || hasDevTools()) return ["--include=dev"];
  return existsSync(join(root, "node_modules")) ? ["--omit=dev"] : [];
}

/** Whether any development tool is installed. */
export function hasDevTools() {
  const wanted = readPackages(join(root, "package-lock.json")) ?? {};
  return Object.entries(wanted).some(([path, { dev }]) => dev && existsSync(join(root, path)));
}

/**
 * The first difference between the installed packages and the lock file, as text.
 * @param {Packages} wanted
 * @param {Packages} installed
 * @param {object} [options]
 * @param {readonly string[]} [options.required] paths of optional packages that must be installed
 * @param {boolean} [options.dev] whether the development tools must be installed
 * @param {{ platform: string, arch: string }} [options.machine]
 */
export function firstDifference(wanted, installed, { required = [], dev = true, machine = process } = {}) {
  for (const [path, { version, integrity, optional, resolved = "", ...kind }] of Object.entries(wanted)) {
    const found = installed[path];
    if (path === "") continue; // the project itself
    if (!found) {
      if (!dev && (kind.dev || kind.devOptional)) continue;
      // Optional packages that are missing are usually builds for other platforms. For a linked local folder, the
      // folder's own entry records whether it is optional.
      if ((optional || wanted[resolved]?.optional) && !required.includes(path)) continue;
      return `${name(path)} is missing`;
    }
    if (found.version !== version) return `${name(path)} is ${found.version}, not ${version}`;
    if (integrity && found.integrity && integrity !== found.integrity) return `${name(path)} has different contents`;
  }
  for (const [path, { os, cpu }] of Object.entries(installed)) {
    if (!wanted[path]) return `${name(path)} is not in the lock file`;
    // A package can be for another platform if the folder was copied from another machine or is shared with a
    // container.
    if (!allows(os, machine.platform) || !allows(cpu, machine.arch)) return `${name(path)} is for another platform`;
  }
  return undefined;
}

/**
 * npm's rule for `os` and `cpu`: a list of allowed names, or of excluded "!names".
 * @param {string[] | undefined} list
 * @param {string} value
 */
function allows(list, value) {
  if (!list || list.includes(value) || list.includes("any")) return true;
  return !list.includes(`!${value}`) && list.every((entry) => entry.startsWith("!"));
}

/**
 * @param {string} file
 * @returns {Packages | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** @param {string} path */
function name(path) {
  return path.replace(/^.*node_modules\//, "");
}
