/**
 * `npm run backup -- FILE`, `npm run restore -- FILE` and `npm run db:copy -- --from URL --to URL`: back up all data
 * of an instance, restore it, or copy it to another database.
 */

import "./environment";
import { readFile } from "node:fs/promises";
import { backUp, type Checked, holdingsOf, restore } from "../backup/backup";
import { copyInstance, requireCopyable } from "../backup/copy";
import { keyIn } from "../backup/seal";
import { config } from "../config";
import { pendingMigrations } from "../db/migrate";
import { readHistory } from "../db/migration-history";
import { describeDatabase, providerOf } from "../db/settings";
import { UserError } from "../errors";
import { migrateDatabase } from "./database.mjs";
import { createLog } from "./log.mjs";
import { readOptions, run } from "./program";
import { callerPath } from "./root.mjs";

const USAGE = `Call it in one of these ways:
  npm run backup -- FILE [--key FILE|env]     of the database that DATABASE_URL or DATA_DIR names
  npm run restore -- FILE [--key FILE|env]    into that database, which must be empty
  npm run db:copy -- --from URL --to URL      of databases, as in DATABASE_URL; the second must be empty

With --key a backup is sealed: nobody without the key can read or change it. The key is in a file, or in BACKUP_KEY with --key env.`;

const COMMANDS: Record<string, (args: string[]) => Promise<void>> = { backup, restore: putBack, copy };

const log = createLog();

async function backup(args: string[]): Promise<void> {
  const { file, key } = await fileIn(args);
  sayDatabase();
  const { rows, people, notes } = await log.step(`Writing ${file}`, () => backUp(config().databaseUrl, file, key));
  log.say(
    `The backup holds ${number(rows)} rows (people: ${number(people)}, notes: ${number(notes)}). Keep it where this machine cannot lose it.`,
  );
  log.say(
    key === null
      ? "It is not sealed: anyone who gets hold of it can read it, and could edit it unnoticed. Seal it with --key."
      : "It is sealed. Keep the key elsewhere: without it nobody can restore the backup.",
  );
}

async function putBack(args: string[]): Promise<void> {
  const { file, key } = await fileIn(args);
  sayDatabase();
  await makeTables(config().databaseUrl);
  const { head, tables, ended } = await log.step(`Reading ${file}`, () =>
    restore(config().databaseUrl, file, { key, onChecked: sayChecked }),
  );
  const { rows, people, notes } = holdingsOf(tables);
  log.say(
    `All ${number(rows)} rows are back as they were at ${head.createdAt} (people: ${number(people)}, notes: ${number(notes)}), and were compared. Everybody signs in again.`,
  );
  const { tokens, invitations, links } = ended;
  log.say(
    `Revoked: ${number(tokens)} API tokens and ${number(invitations)} invitations. Removed: ${number(links)} links to sign in or to reset a password. They may have been revoked or used since the backup; make new ones where they are needed.`,
  );
  log.say("People, passwords and links to shared passages are as they were then: end again what was ended since.");
}

/** Shown before a restore: an owner who was added to a forged file would have full access. */
function sayChecked({ owners, isSealed }: Checked): void {
  // On a terminal, the progress line above has no line break yet.
  if (process.stdout.isTTY) log.say("");
  log.say(
    isSealed
      ? "The seal is whole: the file is as it was sealed."
      : "The file is not sealed: anyone who could write to it may have edited it, for example made themselves an owner.",
  );
  log.say(owners.length > 0 ? `Owners in this backup: ${owners.join(", ")}` : "There is no owner in this backup.");
}

async function copy(args: string[]): Promise<void> {
  const { from, to } = urlsIn(args);
  log.say(`From: ${describeDatabase(from)}`);
  log.say(`To: ${describeDatabase(to)}`);
  await requireCopyable({ from, to });
  await makeTables(to);
  await log.step("Copying, rows by table", () =>
    copyInstance({ from, to }, ({ name, rows }) => log.say(`${name}: ${number(rows)}`)),
  );
  log.say("Every row was copied and compared. Start Concord with the other database in DATABASE_URL.");
}

/** Creates the tables of an empty database. One with tables isn't changed, because it may have been named by mistake. */
async function makeTables(url: string): Promise<void> {
  const history = await readHistory(providerOf(url));
  const pending = await pendingMigrations(url, history);
  if (pending.length === history.migrations.length) {
    await migrateDatabase({ DATABASE_URL: url }, { quiet: true });
  }
}

/** The backup file, and the key to seal or unseal it with; null without one. */
async function fileIn(args: string[]): Promise<{ file: string; key: string | null }> {
  const { values, positionals } = readOptions(
    { args, allowPositionals: true, options: { key: { type: "string" } } },
    () => USAGE,
  );
  const [file, ...others] = positionals;
  if (!file || others.length > 0) throw new UserError("usage", USAGE);
  return { file: callerPath(file), key: values.key === undefined ? null : await readKey(values.key) };
}

/** @param named the name of a key file, or "env" */
async function readKey(named: string): Promise<string> {
  if (named === "env") return keyIn(config().backupKey ?? "");
  try {
    return keyIn(await readFile(callerPath(named), "utf8"));
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error)) throw error;
    throw new UserError("backup-key", `The key cannot be read from ${named} (${error.message}).`);
  }
}

function urlsIn(args: string[]): { from: string; to: string } {
  const { values } = readOptions({ args, options: { from: { type: "string" }, to: { type: "string" } } }, () => USAGE);
  const { from, to } = values;
  if (from && to) return { from, to };
  throw new UserError("usage", USAGE);
}

function sayDatabase(): void {
  log.say(`Database: ${describeDatabase(config().databaseUrl)}`);
}

function number(n: number): string {
  return n.toLocaleString("en");
}

async function main(): Promise<void> {
  // A process killed by a signal would skip the cleanup that runs on exit.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  const [command = "", ...args] = process.argv.slice(2);
  const run = COMMANDS[command];
  if (!run) throw new UserError("usage", USAGE);
  await run(args);
}

await run(main);
