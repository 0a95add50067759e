/**
 * `npm run backup -- FILE`, `npm run restore -- FILE` and `npm run db:copy -- --from URL --to URL`: all that an instance holds, to a file,
 * from a file, and to another database.
 */

import "./environment";
import { parseArgs } from "node:util";
import { backUp, restore } from "../backup/backup";
import { copyInstance } from "../backup/copy";
import { config } from "../config";
import { pendingMigrations } from "../db/migrate";
import { readHistory } from "../db/migration-history";
import { providerOf } from "../db/settings";
import { UserError } from "../errors";
import { migrateDatabase } from "./database.mjs";
import { Failure } from "./failure.mjs";
import { createLog } from "./log.mjs";
import { callerPath } from "./root.mjs";

const USAGE = `Call it in one of these ways:
  npm run backup -- FILE                      of the database that DATABASE_URL or DATA_DIR names
  npm run restore -- FILE                     into that database, which must be empty
  npm run db:copy -- --from URL --to URL      of databases, as in DATABASE_URL; the second must be empty`;

const COMMANDS: Record<string, (args: string[]) => Promise<void>> = { backup, restore: putBack, copy };

const log = createLog();

async function backup(args: string[]): Promise<void> {
  const file = fileIn(args);
  const rows = await log.step(`Writing ${file}`, () => backUp(config().databaseUrl, file));
  log.say(`The backup holds ${number(rows)} rows. Keep it where this machine cannot lose it.`);
}

async function putBack(args: string[]): Promise<void> {
  const file = fileIn(args);
  await makeTables(config().databaseUrl);
  const { head, tables } = await log.step(`Reading ${file}`, () => restore(config().databaseUrl, file));
  const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
  log.say(
    `All ${number(rows)} rows are back as they were at ${head.createdAt}, and were compared. Everybody signs in again.`,
  );
}

async function copy(args: string[]): Promise<void> {
  const { from, to } = urlsIn(args);
  await makeTables(to);
  await log.step("Copying, rows by table", () =>
    copyInstance({ from, to }, ({ name, rows, found }) => {
      const before = found > 0 ? ` (there before: ${number(found)})` : "";
      log.say(`${name}: ${number(rows)}${before}`);
    }),
  );
  log.say("Every row was copied and compared. Start Concord with the other database in DATABASE_URL.");
}

/** Makes the tables of a database that has none. One that has some is not changed: it may be named by mistake. */
async function makeTables(url: string): Promise<void> {
  const history = await readHistory(providerOf(url));
  const pending = await pendingMigrations(url, history);
  if (pending.length === history.migrations.length) {
    await migrateDatabase({ DATABASE_URL: url }, { quiet: true });
  }
}

function fileIn(args: string[]): string {
  const [file, ...others] = args;
  if (file && others.length === 0) return callerPath(file);
  throw new UserError("usage", USAGE);
}

function urlsIn(args: string[]): { from: string; to: string } {
  try {
    const { values } = parseArgs({ args, options: { from: { type: "string" }, to: { type: "string" } } });
    const { from, to } = values;
    if (from && to) return { from, to };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  throw new UserError("usage", USAGE);
}

function number(n: number): string {
  return n.toLocaleString("en");
}

async function main(): Promise<void> {
  // A process that a signal ends would leave behind what is removed at its end.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  const [command = "", ...args] = process.argv.slice(2);
  const run = COMMANDS[command];
  if (!run) throw new UserError("usage", USAGE);
  await run(args);
}

main().catch((error: unknown) => {
  process.exitCode = 1;
  // `Failure` is what the commands in plain JavaScript have for a `UserError`.
  if (error instanceof UserError || error instanceof Failure) process.stderr.write(`${error.message}\n`);
  else throw error;
});
