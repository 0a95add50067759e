// @ts-check
/** Counts what passed and failed, over tools that each report in their own way. */

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
 * A tally in words: the last line of `npm test`.
 * @param {Tally} tally
 */
export function tellTally({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}

/**
 * What `tellTally` told; undefined where it is something else.
 * @param {string} line
 * @returns {Tally | undefined}
 */
export function readTally(line) {
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/u.exec(line) ?? [];
  return passed && failed ? { passed: Number(passed), failed: Number(failed) } : undefined;
}

/**
 * The counts of a tool that ended with this exit status. One that says that something is wrong although no single test
 * failed (a file that does not load, an error after the last test, no tests at all) has failed once.
 * @param {Tally} counts
 * @param {number} status
 * @returns {Tally}
 */
export function withStatus(counts, status) {
  const isEmpty = counts.passed + counts.failed === 0;
  return counts.failed === 0 && (status !== 0 || isEmpty) ? add(counts, FAILED) : counts;
}

/**
 * Counts a report of Vitest's JSON reporter. A test that was skipped did not pass.
 * @param {{ numTotalTests: number, numPassedTests: number, testResults: { status: string, assertionResults: unknown[] }[] }} report
 * @returns {Tally}
 */
export function countVitest(report) {
  const unloaded = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return { passed: report.numPassedTests, failed: report.numTotalTests - report.numPassedTests + unloaded.length };
}

/**
 * Counts a report of Playwright's JSON reporter. A test that was skipped did not pass; one that passed at its second try did, and
 * Playwright names it at the end as flaky.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: unknown[] }} report
 * @returns {Tally}
 */
export function countPlaywright({ stats, errors }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + stats.skipped + errors.length };
}
