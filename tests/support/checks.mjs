// @ts-check
/** The checks that `npm test` runs, in the order in which their results are printed. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../../lib/cli/failure.mjs";
import { seconds } from "../../lib/cli/log.mjs";
import { prepare } from "../../lib/cli/prepare.mjs";
import { program } from "../../lib/cli/root.mjs";
import { runCaptured, runOnScreen } from "../../lib/cli/run.mjs";
import { requireBrowser } from "./browser.mjs";
import { SAMPLE } from "./sample.mjs";
import { readStageOptions, startStage } from "./test-environment.mjs";
import {
  add,
  countPlaywright,
  countVitest,
  FAILED,
  failedInPlaywright,
  failedInVitest,
  NOTHING,
  PASSED,
  withStatus,
} from "./test-summary.mjs";

/**
 * @typedef {import("./test-summary.mjs").Tally} Tally
 *
 * @typedef {object} Context
 * @property {string[]} args arguments for this part
 * @property {boolean} isSample whether most tests of PostgreSQL, most expensive inputs and all but the main journeys are left out
 * @property {string} scratch a temporary folder for this run
 * @property {string[]} named names of the failed tests, which the check adds if it knows them
 * @property {import("../../lib/cli/log.mjs").Log} log
 *
 * @typedef {object} Check
 * @property {string} part
 * @property {string} name
 * @property {(context: Context) => Promise<Tally>} run
 * @property {boolean} [needsBuild]
 * @property {() => Promise<unknown>} [start] starts the check in the background; `run` then waits for it and prints its
 *   output
 */

/** @type {Check[]} */
const CHECKS = [
  lint("Format and lint (Biome)", "@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."),
  lint("Dependency rules (dependency-cruiser)", "dependency-cruiser/bin/dependency-cruise.mjs", "."),
  lint("Unused code (knip)", "knip/bin/knip.js", "--no-progress"),
  { part: "security", name: "Malicious requests (sample)", run: hostileRequests, needsBuild: true },
  { part: "faults", name: "Faults (sample)", run: faults, needsBuild: true },
  // Next.js generates the types of routes and messages during the build.
  { ...lint("Types (TypeScript)", "typescript-7/bin/tsc", "--noEmit"), needsBuild: true },
  { part: "unit", name: "Unit and integration tests (Vitest)", run: unitTests },
  { part: "e2e", name: "Browser tests (Playwright)", run: journeys, needsBuild: true },
];

/** Playwright options that open a window. */
const WINDOWS = new Set(["--headed", "--debug", "--ui"]);

/** Selects the journeys that cover most of the app. */
const MAIN = ["--grep", "@main"];

/** The values accepted by `npm test -- PART`. */
export const PARTS = [...new Set(CHECKS.map(({ part }) => part))];

/**
 * Prepares the folder, runs the checks of one part or of all parts, and counts the results.
 * @param {{ part?: string, args: string[], isSample: boolean, log: import("../../lib/cli/log.mjs").Log }} options
 * @returns {Promise<Tally>}
 */
export async function runChecks({ part, args, isSample, log }) {
  if (!(await succeeds(() => prepare({ build: false, sqlite: true, log })))) return FAILED;
  const checks = CHECKS.filter((check) => !part || check.part === part);
  // The checks that need the build count its failure.
  const building =
    part === "unit" ? Promise.resolve(true) : succeeds(() => prepare({ build: true, sqlite: true, log }));
  // Errors are reported when the check's turn comes.
  startInBackground(checks, building).catch(() => {});
  const isBuilt = await building;

  const scratch = mkdtempSync(join(tmpdir(), "concord-test-"));
  process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));

  let total = NOTHING;
  /** @type {string[]} */
  const failures = [];
  for (const check of checks) {
    log.say(`\n── ${check.name}`);
    const start = performance.now();
    let counts = FAILED;
    /** @type {string[]} */
    const named = [];
    if (check.needsBuild && !isBuilt) log.say("Not run: there is no build to run it against.");
    else await succeeds(async () => (counts = await check.run({ args, isSample, scratch, named, log })));
    log.say(`── ${counts.failed === 0 ? "passed" : "FAILED"} in ${seconds(start)}`);
    total = add(total, counts);
    if (counts.failed > 0) failures.push(...(named.length > 0 ? named : [check.name]));
  }
  // If a log keeps only its last lines, the failures must be among them, so they are repeated at the end.
  if (failures.length > 0) log.say(["\nFailed:", ...failures].join("\n  "));
  return total;
}

/**
 * Starts the checks that can run in the background, one after another. Each of them keeps only one core busy, as do the
 * build and the checks before Vitest.
 * @param {Check[]} checks
 * @param {Promise<boolean>} building whether the build succeeded
 */
async function startInBackground(checks, building) {
  for (const { start, needsBuild } of checks) {
    if (start && (!needsBuild || (await building))) await start();
  }
}

/**
 * Runs `work`, and reports a known failure instead of throwing it, so that one failure doesn't hide others.
 * @param {() => Promise<unknown>} work
 */
async function succeeds(work) {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    return false;
  }
}

/**
 * A tool that either passes or fails, and keeps one core busy.
 * @param {string} name
 * @param {string} path its program, in node_modules
 * @param {string[]} args
 * @returns {Check}
 */
function lint(name, path, ...args) {
  /** @type {ReturnType<typeof runCaptured> | undefined} */
  let result;
  const env = process.stdout.isTTY ? { ...process.env, FORCE_COLOR: "1" } : process.env;
  const start = () => (result ??= runCaptured(process.execPath, [program(path), ...args], { env }));
  /** @param {Context} context */
  const run = async ({ log }) => {
    const { status, output } = await start();
    if (output.trim() !== "") log.say(output.trimEnd());
    return status === 0 ? PASSED : FAILED;
  };
  return { part: "lint", name, start, run };
}

/**
 * @param {Context} context
 * @returns {Promise<Tally>}
 */
async function unitTests({ args, isSample, scratch, named }) {
  const file = join(scratch, "unit.json");
  const reports = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const command = [program("vitest/vitest.mjs"), "run", ...reports, ...args];
  const env = isSample ? { ...process.env, [SAMPLE]: "1" } : process.env;
  const status = await runOnScreen(process.execPath, command, env);
  return withStatus(readReport(file, countVitest, failedInVitest, named), status);
}

/**
 * Runs a small sample of `npm run test:fuzz`, which is the same on every run.
 * @param {Context} context
 * @returns {Promise<Tally>}
 */
async function hostileRequests({ args }) {
  const command = [program("tsx/dist/cli.mjs"), "--conditions=react-server", "tests/security/fuzz.ts"];
  const asked = args.length > 0 ? args : ["--requests", "300", "--seed", "1"];
  return (await runOnScreen(process.execPath, [...command, ...asked])) === 0 ? PASSED : FAILED;
}

/**
 * Runs a small part of `npm run test:faults`.
 * @param {Context} context
 * @returns {Promise<Tally>}
 */
async function faults({ args }) {
  const command = [program("tsx/dist/cli.mjs"), "--conditions=react-server", "tests/faults/faults.ts"];
  const asked = args.length > 0 ? args : ["--kills", "1", "--database", "sqlite", "--only", "kills,damage"];
  return (await runOnScreen(process.execPath, [...command, ...asked])) === 0 ? PASSED : FAILED;
}

/**
 * Runs the journeys against a Concord instance with its own state.
 * @param {Context} context
 * @returns {Promise<Tally>}
 */
async function journeys({ args, isSample, scratch, named, log }) {
  const { options, rest } = readStageOptions(args);
  const browser = await requireBrowser(log, { hasWindow: rest.some((arg) => WINDOWS.has(arg)) });
  const stage = await startStage(options, join(scratch, "data"));
  const file = join(scratch, "journeys.json");
  const env = { ...process.env, ...stage.env, CONCORD_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  try {
    const command = [
      program("@playwright/test/cli.js"),
      "test",
      "--reporter=list,json",
      ...(isSample ? MAIN : []),
      ...rest,
    ];
    const status = await runOnScreen(process.execPath, command, env);
    return withStatus(readReport(file, countPlaywright, failedInPlaywright, named), status);
  } finally {
    await stage.stop();
  }
}

/**
 * Counts the tests in a tool's report, and adds the names of the failed ones to `named`. If the tool didn't write a
 * report, the count is zero.
 * @template Counts the part of the report that `count` reads
 * @template Failures the part of the report that `failed` reads
 * @param {string} file
 * @param {(report: Counts) => Tally} count
 * @param {(report: Failures) => string[]} failed
 * @param {string[]} named
 */
function readReport(file, count, failed, named) {
  try {
    const report = JSON.parse(readFileSync(file, "utf8"));
    named.push(...failed(report));
    return count(report);
  } catch {
    return NOTHING;
  }
}
