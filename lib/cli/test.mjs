// @ts-check
/**
 * `npm test`: runs the checks for a commit, and prints a total on the last line.
 *
 *     npm test                        everything, except that most integration tests run only on SQLite, that a quarter
 *                                     of the expensive inputs are tried, and that only the main browser tests run
 *     npm test -- --all               everything
 *     npm test -- lint                format, lint, types, dependency rules, unused code
 *     npm test -- unit [arguments]    unit and integration tests; arguments go to Vitest
 *     npm test -- security            a sample of malicious requests; `npm run test:fuzz` sends more
 *     npm test -- faults              a sample of crashes and damaged files; `npm run test:faults` does more
 *     npm test -- e2e [arguments]     browser tests; arguments go to Playwright, except:
 *         --database postgresql       on PostgreSQL
 *         --instances N               with N instances behind a round-robin proxy
 *         --kill SECONDS              repeatedly kills and restarts one of them after that many seconds
 *     npm test -- --node VERSION      the tests of `npm test`, without the linters, on that version of Node.js (downloaded
 *                                     by npm)
 */
import { PARTS, runChecks } from "../../tests/support/checks.mjs";
import { runOnOtherNode } from "../../tests/support/other-node.mjs";
import { tellTally } from "../../tests/support/test-summary.mjs";
import { command } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { createLog } from "./log.mjs";

await command(async () => {
  const [part, ...args] = process.argv.slice(2);
  const log = createLog();
  if (part === "--node") return tell(await runOnOtherNode(args[0] ?? "", log));
  if (part === undefined || part === "--all") return tell(await runChecks({ args, log, isSample: part === undefined }));
  if (!PARTS.includes(part)) {
    throw new Failure(
      `There is no part named "${part}". Use npm test, or npm test -- PART, where PART is one of: ${PARTS.join(", ")}.`,
    );
  }
  return tell(await runChecks({ part, args, log, isSample: false }));
});

/**
 * Prints the last line.
 * @param {import("../../tests/support/test-summary.mjs").Tally} tally
 * @returns {number} the exit status
 */
function tell(tally) {
  console.log(`\n${tellTally(tally)}`);
  return tally.failed === 0 && tally.passed > 0 ? 0 : 1;
}
