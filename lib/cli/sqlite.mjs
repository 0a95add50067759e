// @ts-check
/**
 * The SQLite driver for the running Node.js (`lib/db/better-sqlite3`). Builds the driver if no prebuilt binary works:
 * on Node.js 20, after switching to another version of Node.js, and on rare platforms.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "./failure.mjs";
import { npmCommand } from "./npm.mjs";
import { root } from "./root.mjs";
import { runQuietly } from "./run.mjs";

/** The first entry whose minimum Node.js version is met is used. `script` is the npm script that builds the driver. */
const DRIVERS = [
  { from: 22, path: "node_modules/better-sqlite3-13", script: "build-release" },
  { from: 0, path: "node_modules/better-sqlite3-12", script: "install" },
];

const TRIAL = 'new (require("better-sqlite3"))(":memory:").close()';

/**
 * The driver for a Node.js version.
 * @param {string} version for example "20.20.2"
 */
export function driverFor(version = process.versions.node) {
  const major = Number.parseInt(version, 10);
  const driver = DRIVERS.find(({ from }) => major >= from);
  if (!driver) throw new Error(`"${version}" is not a Node.js version.`);
  return driver;
}

/**
 * Whether the database is SQLite. PostgreSQL needs no native driver.
 * @param {NodeJS.Dict<string>} env
 */
export function usesSqlite({ DATABASE_URL = "" }) {
  return !/^postgres(ql)?:/iu.test(DATABASE_URL);
}

/**
 * Why the driver must be built; undefined if it can open a database or isn't needed.
 * @param {{ sqlite?: boolean }} [needs]
 */
export function whyBuildDriver({ sqlite = true } = {}) {
  if (!sqlite) return undefined;
  const { status } = spawnSync(process.execPath, ["-e", TRIAL], { cwd: root, stdio: "ignore" });
  return status === 0 ? undefined : `no driver works with Node.js ${process.versions.node}`;
}

/** Builds the driver for the running Node.js. */
export async function buildDriver() {
  const { path, script } = driverFor();
  const sentence = sentenceFor(process.versions.node);
  // npm removes an optional package that couldn't be built.
  if (!existsSync(join(root, path))) throw new Failure(sentence);
  const npm = npmCommand(process.env, process.platform);
  await runQuietly(npm.command, [...npm.args, "run", script, "--prefix", path], { shell: npm.shell, sentence });
  if (whyBuildDriver()) throw new Failure(sentence);
}

/**
 * The message for a failed build, including how to fix it.
 * @param {string} version of Node.js
 */
export function sentenceFor(version) {
  const major = Number.parseInt(version, 10);
  const compiler =
    "Python 3, make and a C++ compiler (Debian and Ubuntu: apt-get install python3 make g++; macOS: xcode-select --install)";
  const way = major >= 22 ? `Install ${compiler}` : `Install Node.js 22 or 24 (no compiler needed), or ${compiler}`;
  return `The SQLite driver could not be built for Node.js ${major}. ${way}. Then run the same command again.`;
}
