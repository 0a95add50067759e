/**
 * `npm run test:policy -- [ACTION …]`: takes the checks of the policy's table away, one after another (those that are named, or all), and
 * says whether the permission test notices. It takes a quarter of a minute for each, so it is no part of `npm test`.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { command } from "@/lib/cli/command.mjs";
import { createLog } from "@/lib/cli/log.mjs";
import { program, root } from "@/lib/cli/root.mjs";

/** A rule by which everybody may do it to what is theirs, or to nothing in particular: of those there is no check to take away. */
const FOR_EVERYBODY = "EVERYBODY";

/** One database is enough, and the first failure. */
const ARGS = [
  ...["run", "--config", "tests/security/policy-mutations.config.ts", "--project", "integration"],
  ...["tests/integration/routes", "-t", "sqlite", "--bail", "1", "--reporter", "dot"],
];

await command(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const source = readFileSync(`${root}/lib/accounts/policy.ts`, "utf8");
  const table = [...source.matchAll(/^ {2}"([a-z]+\.[a-z-]+)": ([A-Z_]+),$/gmu)].map(([, action = "", rule = ""]) => ({
    action,
    rule,
  }));
  const { say } = createLog();
  let unnoticed = 0;
  for (const { action, rule } of table) {
    if (positionals.length > 0 ? !positionals.includes(action) : rule === FOR_EVERYBODY) continue;
    const env = { ...process.env, NO_COLOR: "1", UNCHECKED_ACTION: action };
    const { status, stdout } = spawnSync(process.execPath, [program("vitest/vitest.mjs"), ...ARGS], {
      cwd: root,
      env,
      encoding: "utf8",
    });
    const noticed = /FAIL .*> (.+)$/mu.exec(stdout)?.[1];
    if (status === 0 || noticed === undefined) unnoticed++;
    say(`${action}: ${status === 0 ? "NOT NOTICED" : `noticed by ${noticed ?? "nothing that could be read"}`}`);
  }
  say(`${unnoticed} not noticed`);
  return unnoticed === 0 ? 0 : 1;
});
