// @ts-check
/** Whether this is a release folder (`npm run build`), which runs with nothing but Node.js. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "./failure.mjs";
import { root } from "./root.mjs";

/**
 * @typedef {object} Release
 * @property {string} version of Concord
 * @property {string} node the versions of Node.js that it runs on, for example ">=22.0"
 * @property {string} platform
 * @property {string} arch
 */

/** The file in a release folder that describes it. */
export const RELEASE_FILE = "release.json";

/**
 * The description of the release folder; null in a checkout.
 * @type {Release | null}
 */
export const release = readRelease();

/** @returns {Release | null} */
function readRelease() {
  try {
    return JSON.parse(readFileSync(join(root, RELEASE_FILE), "utf8"));
  } catch {
    return null;
  }
}

/**
 * Fails if the release was built for another kind of machine, because its native packages wouldn't load.
 * @param {Release} release
 * @param {{ platform: string, arch: string }} [machine]
 */
export function requireSameMachine({ platform, arch }, machine = process) {
  if (platform === machine.platform && arch === machine.arch) return;
  throw new Failure(
    `This release of Concord is for ${platform}-${arch}, but this machine is ${machine.platform}-${machine.arch}. Build a release on a machine like this one.`,
  );
}

/**
 * How to run a command, for messages: `npm run backup --`, or `node cli.js backup` in a release folder.
 * @param {string} command as in package.json
 * @param {{ silent?: boolean }} [options] `silent`: without npm's own output
 */
export function commandLine(command, { silent = false } = {}) {
  if (release) return `node cli.js ${command}`;
  return `npm run ${silent ? "-s " : ""}${command} --`;
}

/** How to start the server, for messages. */
export const startLine = release ? "node server.js" : "npm start";
