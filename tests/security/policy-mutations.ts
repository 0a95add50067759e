/**
 * `npm run test:policy -- [ACTION …]`: removes the checks in the policy's table one at a time (all of them, or only
 * those named), and reports whether the permission test notices. Each run takes 15 seconds, so this command is not part
 * of `npm test`.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { command } from "@/lib/cli/command.mjs";
import { createLog } from "@/lib/cli/log.mjs";
import { program, root } from "@/lib/cli/root.mjs";

/**
 * The rule that everyone may act on their own items, and may perform actions that have no target. It contains no check
 * that could be removed.
 */
const FOR_EVERYBODY = "EVERYBODY";

/** One database is enough, and the tests can stop at the first failure. */
const ARGS = [
  ...["run", "--config", "tests/security/policy-mutations.config.ts", "--project", "integration"],
  ...["tests/integration/routes", "-t", "sqlite", "--bail", "1", "--reporter", "dot", "--testTimeout", "180000"],
];

await command(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const source = readFileSync(`${root}/lib/accounts/policy.ts`, "utf8");
  const table = [...source.matchAll(/^ {2}"([a-z]+\.[a-z-]+)": ([A-Z_]+),$/gmu)].map(([, action = "", rule = ""]) => ({
    action,
    rule,
  }));
  const seenBy = new Map(
    [...source.matchAll(/^ {2}"([a-z]+\.[a-z-]+)": "([a-z]+\.[a-z-]+)",$/gmu)].map(([, a = "", b = ""]) => [a, b]),
  );
  const ruleOf = new Map(table.map(({ action, rule }) => [action, rule]));
  /**
   * If users can't see an item, the response says that it doesn't exist. If everyone who can see the item may perform
   * the action, visibility is the only check.
   */
  const isSeeing = ({ action, rule }: { action: string; rule: string }) =>
    seenBy.get(action) !== action && ruleOf.get(seenBy.get(action) ?? "") === rule;
  const { say } = createLog();
  let unnoticed = 0;
  for (const each of table) {
    const { action, rule } = each;
    const isAsked = positionals.length > 0 ? positionals.includes(action) : rule !== FOR_EVERYBODY && !isSeeing(each);
    if (!isAsked) continue;
    const env = { ...process.env, NO_COLOR: "1", UNCHECKED_ACTION: action };
    const { status, stdout, stderr } = spawnSync(process.execPath, [program("vitest/vitest.mjs"), ...ARGS], {
      ...{ cwd: root, env, encoding: "utf8" },
    });
    const [, noticed] = /FAIL .* > (.+)$/mu.exec(`${stdout}${stderr}`) ?? [];
    if (status === 0 || noticed === undefined) unnoticed++;
    say(`${action}: ${status === 0 ? "NOT NOTICED" : (noticed ?? "the test did not run")}`);
  }
  say(`${unnoticed} not noticed`);
  return unnoticed === 0 ? 0 : 1;
});
