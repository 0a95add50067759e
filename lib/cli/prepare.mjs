// @ts-check
/**
 * Prepares the folder for running: installs packages, generates code and builds the app. Used by `npm start` and
 * `npm test`.
 *
 * It runs before anything is installed, so it and its imports are plain JavaScript and use only Node's built-in
 * modules.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build as buildApp, whyBuild } from "./build.mjs";
import { withEnvFiles } from "./env-files.mjs";
import { Failure } from "./failure.mjs";
import { generate, whyGenerate } from "./generate.mjs";
import { withLock } from "./lock.mjs";
import { install, whyInstall } from "./packages.mjs";
import { release, requireSameMachine } from "./release.mjs";
import { root } from "./root.mjs";
import { buildDriver, usesSqlite, whyBuildDriver } from "./sqlite.mjs";

/** Next.js keeps this folder between builds, and git ignores it. */
export const LOCK = join(root, ".next/cache/prepare.lock");

/**
 * @typedef {object} Needs
 * @property {boolean} dev the development tools
 * @property {boolean} sqlite the SQLite driver
 * @property {boolean} standalone the files of a release
 */

/**
 * The steps in order of execution.
 * @type {{ doing: string, why: (needs: Needs) => string | undefined, work: (needs: Needs) => Promise<void>, forBuild?:
 *   boolean }[]}
 */
const STEPS = [
  { doing: "Installing packages", why: whyInstall, work: install },
  { doing: "Building the SQLite driver", why: whyBuildDriver, work: buildDriver },
  { doing: "Generating the database client", why: whyGenerate, work: generate },
  { doing: "Building the app", why: whyBuild, work: buildApp, forBuild: true },
];

/**
 * Runs the necessary steps, and logs each. Prints nothing if no step is necessary. A release folder needs none.
 * @param {{ build: boolean, log: import("./log.mjs").Log } & Partial<Needs>} options `build`: whether a production build
 *   is needed; `sqlite` depends on the settings if it is omitted
 */
export async function prepare({ build, dev = true, sqlite, standalone = false, log }) {
  requireNode(release?.node);
  if (release) return requireSameMachine(release);
  const needs = { dev, sqlite: sqlite ?? usesSqlite(withEnvFiles()), standalone };
  for (const { doing, why, work, forBuild } of STEPS) {
    if ((forBuild && !build) || !why(needs)) continue;
    await withLock(LOCK, log, async () => {
      // Check again, because the previous holder of the lock may have done this step.
      const reason = why(needs);
      if (reason) await log.step(`${doing} (${reason})`, () => work(needs));
    });
  }
}

/** @param {string} [range] the versions that a release runs on; if omitted, those in package.json */
function requireNode(range) {
  const wanted = range ?? JSON.parse(readFileSync(join(root, "package.json"), "utf8")).engines.node;
  if (!isAtLeast(process.versions.node, wanted)) {
    throw new Failure(
      `Concord needs Node.js ${wanted}, but this is ${process.versions.node}. Install a newer version from https://nodejs.org`,
    );
  }
}

/**
 * @param {string} version for example "20.20.2"
 * @param {string} range for example ">=20.19"; the only format that package.json uses
 */
export function isAtLeast(version, range) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = range.replace(">=", "").split(".").map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
