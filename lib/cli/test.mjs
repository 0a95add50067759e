// @ts-check
/**
 * `npm test`: everything that must be true of a commit, counted together in the last line.
 *
 *     npm test                        all of it
 *     npm test -- lint                format, lint, types, arrows between rooms, unused code
 *     npm test -- unit [arguments]    unit and integration tests; arguments go to Vitest
 *     npm test -- security            a sample of hostile requests; `npm run test:fuzz` sends more
 *     npm test -- faults              what kill -9 and a damaged file do, a sample; `npm run test:faults` does more
 *     npm test -- e2e [arguments]     journeys in a browser; arguments go to Playwright, but for
 *         --database postgresql       on PostgreSQL
 *         --instances N               in N instances behind a round-robin proxy
 *         --kill SECONDS              of which one is killed after so many seconds, and started again, again and again
 *     npm test -- --node VERSION      unit and integration tests and the main journeys on that version of Node.js, which npm fetches
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
  if (part && !PARTS.includes(part)) {
    throw new Failure(`There is no part "${part}": say npm test, or npm test -- PART, one of ${PARTS.join(", ")}.`);
  }
  return tell(await runChecks({ part, args, log }));
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
