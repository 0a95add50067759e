// @ts-check
/**
 * Runs tests on another version of Node.js, which npm installs, in a copy of the project that has its own packages.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { Failure } from "../../lib/cli/failure.mjs";
import { npmCommand } from "../../lib/cli/npm.mjs";
import { root } from "../../lib/cli/root.mjs";
import { launch, runQuietly } from "../../lib/cli/run.mjs";
import { SAMPLE } from "./sample.mjs";
import { add, FAILED, NOTHING, readTally } from "./test-summary.mjs";

/** Leaves out the linters, which give the same result on every version. */
const RUNS = [["unit"], ["e2e", "--grep", "@main"]];

/** Next.js keeps this folder when it builds, and Git ignores it. */
const FOLDER = join(root, ".next/cache");

/**
 * @param {string} version a major version, for example "22"
 * @param {import("../../lib/cli/log.mjs").Log} log
 * @returns {Promise<import("./test-summary.mjs").Tally>}
 */
export async function runOnOtherNode(version, log) {
  if (!/^\d+$/u.test(version))
    throw new Failure(`"${version}" is not a Node.js version. Use a major version, for example --node 22.`);
  const node = await log.step(`Downloading Node.js ${version}`, () => fetchNode(version));
  const copy = mkdtempSync(join(tmpdir(), `concord-node-${version}-`));
  process.once("exit", () => rmSync(copy, { recursive: true, force: true }));
  copyProject(copy);
  let total = NOTHING;
  for (const run of RUNS) {
    log.say(`\n══ On Node.js ${version}: npm test -- ${run.join(" ")}`);
    total = add(total, await runIn(copy, node, run));
  }
  return total;
}

/**
 * The executable of a version, from the npm package `node`.
 * @param {string} version
 */
async function fetchNode(version) {
  const folder = join(FOLDER, `node-${version}`);
  const node = join(folder, "node_modules/node/bin/node");
  if (existsSync(node)) return node;
  mkdirSync(folder, { recursive: true });
  const npm = npmCommand(process.env, process.platform);
  // An install script of the package puts the executable there.
  const args = ["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", `node@${version}`];
  const sentence = `Node.js ${version} could not be downloaded: npm install failed`;
  await runQuietly(npm.command, [...npm.args, ...args], { shell: npm.shell, sentence });
  if (!existsSync(node))
    throw new Failure(`Node.js ${version} could not be downloaded: there is no package for this machine.`);
  return node;
}

/**
 * Copies all files that are tracked by Git or not ignored, including uncommitted changes.
 * @param {string} copy
 */
function copyProject(copy) {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  for (const file of listed.split("\0").filter((name) => name !== "" && existsSync(join(root, name)))) {
    cpSync(join(root, file), join(copy, file));
  }
}

/**
 * @param {string} copy
 * @param {string} node
 * @param {string[]} args
 * @returns {Promise<import("./test-summary.mjs").Tally>}
 */
async function runIn(copy, node, args) {
  const { child, ended } = launch(node, ["lib/cli/test.mjs", ...args], {
    cwd: copy,
    env: { ...process.env, [SAMPLE]: "1", PATH: [dirname(node), process.env.PATH].join(delimiter) },
    stdio: ["inherit", "pipe", "inherit"],
  });
  let last = "";
  if (child.stdout) {
    for await (const line of createInterface({ input: child.stdout })) {
      console.log(line);
      if (line !== "") last = line;
    }
  }
  await ended;
  return readTally(last) ?? FAILED;
}
