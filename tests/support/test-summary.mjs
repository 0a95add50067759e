// @ts-check
/** Counts the passed and failed tests in the reports of different tools. */
import { relative } from "node:path";
import { root } from "../../lib/cli/root.mjs";

/** @typedef {{ passed: number, failed: number }} Tally */

/** @type {Tally} */
export const NOTHING = { passed: 0, failed: 0 };
/** @type {Tally} */
export const PASSED = { passed: 1, failed: 0 };
/** @type {Tally} */
export const FAILED = { passed: 0, failed: 1 };

/**
 * @param {Tally} a
 * @param {Tally} b
 * @returns {Tally}
 */
export function add(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}

/**
 * A tally as text. It is the last line that `npm test` prints.
 * @param {Tally} tally
 */
export function tellTally({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}

/**
 * Parses the output of `tellTally`; undefined for any other text.
 * @param {string} line
 * @returns {Tally | undefined}
 */
export function readTally(line) {
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/u.exec(line) ?? [];
  return passed && failed ? { passed: Number(passed), failed: Number(failed) } : undefined;
}

/**
 * The counts of a tool that ended with this exit status. If the tool fails although no test has failed (because a file
 * doesn't load, an error occurs after the last test, or there are no tests), one failure is added.
 * @param {Tally} counts
 * @param {number} status
 * @returns {Tally}
 */
export function withStatus(counts, status) {
  const isEmpty = counts.passed + counts.failed === 0;
  return counts.failed === 0 && (status !== 0 || isEmpty) ? add(counts, FAILED) : counts;
}

/**
 * Counts the tests in a report by Vitest's JSON reporter. Skipped tests count as failed.
 * @param {{ numTotalTests: number, numPassedTests: number, testResults: { status: string, assertionResults: unknown[]
 *   }[] }} report
 * @returns {Tally}
 */
export function countVitest(report) {
  const unloaded = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return { passed: report.numPassedTests, failed: report.numTotalTests - report.numPassedTests + unloaded.length };
}

/**
 * Counts the tests in a report by Playwright's JSON reporter. Skipped tests count as failed. Tests that pass only when
 * retried count as passed; Playwright lists them as flaky.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: unknown[] }}
 *   report
 * @returns {Tally}
 */
export function countPlaywright({ stats, errors }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + stats.skipped + errors.length };
}

/**
 * The names of the failed and skipped tests in a report by Vitest's JSON reporter, each with its file. A file that
 * failed to load is given by its path.
 * @param {{ testResults: { name: string, status: string, assertionResults: { fullName: string, status: string }[] }[]
 *   }} report
 * @returns {string[]}
 */
export function failedInVitest({ testResults }) {
  return testResults.flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status !== "passed");
    const file = relative(root, name);
    if (failed.length === 0) return status === "failed" ? [file] : [];
    return failed.map((test) => `${file} › ${test.fullName}`);
  });
}

/**
 * @typedef {object} PlaywrightSuite a file, or a group of tests in it
 * @property {{ title: string, file: string, line: number, tests: { status: string }[] }[]} specs
 * @property {PlaywrightSuite[]} [suites]
 */

/**
 * The names of the failed and skipped tests in a report by Playwright's JSON reporter, each with its file and line.
 * @param {{ suites: PlaywrightSuite[] }} report
 * @returns {string[]}
 */
export function failedInPlaywright({ suites }) {
  return suites.flatMap(({ specs, suites: inner = [] }) => [
    ...specs
      .filter(({ tests }) => tests.some(({ status }) => status === "unexpected" || status === "skipped"))
      .map(({ title, file, line }) => `${file}:${line} › ${title}`),
    ...failedInPlaywright({ suites: inner }),
  ]);
}
