// @ts-check
/** `node cli.js COMMAND …` in a release folder: runs the commands for operators. */
const USAGE = `Usage: node cli.js COMMAND

  account       creates the owner account, password reset links and API tokens
  backup        backs up the database
  restore       restores a backup
  db:copy       copies a database to another one
  sources:move  moves uploaded files to S3, or back to the database
  import        adds a report from a file to the content folder
  search        searches the content folder
  health        checks whether the server on this machine is ready (exit status 0)

Run a command without options to see them.`;

/**
 * Each command reads its own arguments from the command line, as it does when npm runs it.
 * @type {Record<string, { args?: string[], run: () => Promise<unknown> }>}
 */
const COMMANDS = {
  account: { run: () => import("./account.mjs") },
  backup: { args: ["backup"], run: () => import("./data.mjs") },
  restore: { args: ["restore"], run: () => import("./data.mjs") },
  "db:copy": { args: ["copy"], run: () => import("./data.mjs") },
  "sources:move": { args: ["move"], run: () => import("./data.mjs") },
  import: { args: ["import"], run: () => import("./script.mjs") },
  search: { args: ["search"], run: () => import("./script.mjs") },
  health: { run: () => import("./health.mjs") },
};

const [name = "", ...args] = process.argv.slice(2);
const chosen = COMMANDS[name];
if (chosen) {
  process.argv.splice(2, Number.POSITIVE_INFINITY, ...(chosen.args ?? []), ...args);
  await chosen.run();
} else {
  console.error(USAGE);
  process.exitCode = 1;
}
