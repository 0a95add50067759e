// @ts-check
/** The checks of `npm test`, in the order they start: quick ones first. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../../lib/cli/failure.mjs";
import { seconds } from "../../lib/cli/log.mjs";
import { prepare } from "../../lib/cli/prepare.mjs";
import { program } from "../../lib/cli/root.mjs";
import { inBackground, runOnScreen } from "../../lib/cli/run.mjs";
import { requireBrowser } from "./browser.mjs";
import { runSideBySide } from "./side-by-side.mjs";
import { readStageOptions, startStage } from "./test-environment.mjs";
import { add, countPlaywright, countVitest, FAILED, NOTHING, PASSED, withStatus } from "./test-summary.mjs";

/**
 * @typedef {import("./test-summary.mjs").Tally} Tally
 *
 * @typedef {object} Context
 * @property {string[]} args arguments for this part
 * @property {string} scratch a temporary folder for this run
 * @property {import("../../lib/cli/log.mjs").Log} log
 *
 * @typedef {object} Check
 * @property {string} part
 * @property {string} name
 * @property {(context: Context) => Promise<Tally>} run
 * @property {boolean} [needsBuild]
 * @property {boolean} [goesFirst] whether it has priority over the checks beside it
 */

/** @type {Check[]} */
const CHECKS = [
  lint("Format and lint (Biome)", "@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."),
  lint("Dependency rules (dependency-cruiser)", "dependency-cruiser/bin/dependency-cruise.mjs", "."),
  lint("Unused code (knip)", "knip/bin/knip.js", "--no-progress"),
  // The longest check starts as soon as it can. It has priority because each step of a journey has a time limit.
  { part: "e2e", name: "Browser tests (Playwright)", run: journeys, needsBuild: true, goesFirst: true },
  { part: "unit", name: "Unit and integration tests (Vitest)", run: unitTests },
  // The build writes the route types.
  { ...lint("Types (TypeScript)", "typescript/bin/tsc", "--noEmit"), needsBuild: true },
  { part: "security", name: "Malicious requests (sample)", run: hostileRequests, needsBuild: true },
  { part: "faults", name: "Faults (sample)", run: faults, needsBuild: true },
];

/** How many checks run at once. The journeys and the unit tests wait for a third of their time. */
const LANES = 2;

/**
 * Niceness of the checks that give way to one that goes first: that of the app's own workers. With a higher one, the workers that the
 * tests start would need privileges to lower it.
 */
const NICENESS = constants.priority.PRIORITY_BELOW_NORMAL;

/** How often a run of several checks says what is running, in milliseconds. */
const TELL = 30_000;

/** Playwright options that open a window. */
const WINDOWS = new Set(["--headed", "--debug", "--ui"]);

/** The values accepted by `npm test -- PART`. */
export const PARTS = [...new Set(CHECKS.map(({ part }) => part))];

/**
 * Prepares the folder, runs the checks of one part (or all) and counts the results. A single check prints as it goes. Several checks run
 * side by side, and each prints its output when it ends.
 * @param {{ part?: string, args: string[], log: import("../../lib/cli/log.mjs").Log }} options
 * @returns {Promise<Tally>}
 */
export async function runChecks({ part, args, log }) {
  if (!(await succeeds(() => prepare({ build: false, sqlite: true, log }), console.error))) return FAILED;

  const scratch = mkdtempSync(join(tmpdir(), "concord-test-"));
  process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));
  const checks = CHECKS.filter((check) => !part || check.part === part);
  const context = { args, scratch, log };
  const [only] = checks;
  return checks.length === 1 && only ? runAlone(only, context) : runTogether(checks, context);
}

/**
 * @param {Check} check
 * @param {Context} context
 * @returns {Promise<Tally>}
 */
async function runAlone(check, context) {
  const { log } = context;
  const isBuilt =
    !check.needsBuild || (await succeeds(() => prepare({ build: true, sqlite: true, log }), console.error));
  log.say(`\n── ${check.name}`);
  const { tally, verdict } = await runCheck(check, isBuilt, context, console.error);
  log.say(verdict);
  return tally;
}

/**
 * @param {Check[]} checks
 * @param {Context} context
 * @returns {Promise<Tally>}
 */
async function runTogether(checks, context) {
  const { log } = context;
  let total = NOTHING;
  let isBuilt = false;
  /** @type {Map<string, number>} */
  const started = new Map();

  /**
   * @param {string} name
   * @param {number} niceness
   * @param {(log: import("../../lib/cli/log.mjs").Log) => Promise<string>} work returns its last line
   */
  const inLane = async (name, niceness, work) => {
    started.set(name, performance.now());
    let output = "";
    const write = (/** @type {string} */ text) => {
      output += text;
    };
    const verdict = await inBackground({ write, niceness }, () => work(createQuietLog(write)));
    started.delete(name);
    const said = output.trim();
    log.say(`\n── ${name}\n${said && `${said}\n`}${verdict}`);
  };

  const build = {
    run: () =>
      inLane("Build", 0, async (own) => {
        const start = performance.now();
        isBuilt = await succeeds(() => prepare({ build: true, sqlite: true, log: own }), own.say);
        return verdictOf(isBuilt, start);
      }),
  };
  const jobs = checks.map((check) => ({
    after: check.needsBuild ? build : undefined,
    run: () =>
      inLane(check.name, check.goesFirst ? 0 : NICENESS, async (own) => {
        const { tally, verdict } = await runCheck(check, isBuilt, { ...context, log: own }, own.say);
        total = add(total, tally);
        return verdict;
      }),
  }));

  const telling = setInterval(() => {
    const running = [...started].map(([name, start]) => `${name} … ${seconds(start)} so far`);
    log.say(running.join("; "));
  }, TELL);
  try {
    await runSideBySide([build, ...jobs], LANES);
  } finally {
    clearInterval(telling);
  }
  return total;
}

/**
 * A log that says nothing while a step runs, because `runTogether` does.
 * @param {(text: string) => void} write
 * @returns {import("../../lib/cli/log.mjs").Log}
 */
function createQuietLog(write) {
  const say = (/** @type {string} */ text) => write(`${text}\n`);
  return {
    say,
    async step(doing, work) {
      const start = performance.now();
      const result = await work();
      say(`${doing} … ${seconds(start)}`);
      return result;
    },
  };
}

/**
 * @param {Check} check
 * @param {boolean} isBuilt
 * @param {Context} context
 * @param {(text: string) => void} complain
 */
async function runCheck(check, isBuilt, context, complain) {
  const start = performance.now();
  let tally = FAILED;
  if (check.needsBuild && !isBuilt) complain("Not run: the app could not be built.");
  else await succeeds(async () => (tally = await check.run(context)), complain);
  return { tally, verdict: verdictOf(tally.failed === 0, start) };
}

/**
 * @param {boolean} isGood
 * @param {number} start
 */
function verdictOf(isGood, start) {
  return `── ${isGood ? "passed" : "FAILED"} in ${seconds(start)}`;
}

/**
 * Runs `work` and reports a known failure instead of throwing, so that one failure does not hide others.
 * @param {() => Promise<unknown>} work
 * @param {(text: string) => void} complain
 */
async function succeeds(work, complain) {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    complain(error.message);
    return false;
  }
}

/**
 * A tool that either passes or fails.
 * @param {string} name
 * @param {string} path its program, in node_modules
 * @param {string[]} args
 * @returns {Check}
 */
function lint(name, path, ...args) {
  const run = async () => ((await runOnScreen(process.execPath, [program(path), ...args])) === 0 ? PASSED : FAILED);
  return { part: "lint", name, run };
}

/**
 * @param {Context} context
 * @returns {Promise<Tally>}
 */
async function unitTests({ args, scratch }) {
  const file = join(scratch, "unit.json");
  const reports = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const status = await runOnScreen(process.execPath, [program("vitest/vitest.mjs"), "run", ...reports, ...args]);
  return withStatus(countReport(file, countVitest), status);
}

/**
 * Sends a small sample of `npm run test:fuzz`, the same on every run.
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
async function journeys({ args, scratch, log }) {
  const { options, rest } = readStageOptions(args);
  const browser = await requireBrowser(log, { hasWindow: rest.some((arg) => WINDOWS.has(arg)) });
  const stage = await startStage(options, join(scratch, "data"));
  const file = join(scratch, "journeys.json");
  const env = { ...process.env, ...stage.env, CONCORD_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  try {
    const command = [program("@playwright/test/cli.js"), "test", "--reporter=list,json", ...rest];
    const status = await runOnScreen(process.execPath, command, env);
    return withStatus(countReport(file, countPlaywright), status);
  } finally {
    await stage.stop();
  }
}

/**
 * Counts a tool's report; nothing if the tool did not write one.
 * @template Report the JSON written by the tool
 * @param {string} file
 * @param {(report: Report) => Tally} count
 */
function countReport(file, count) {
  try {
    return count(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return NOTHING;
  }
}
