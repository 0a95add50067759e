/**
 * `npm run backup -- FILE`, `npm run restore -- FILE`, `npm run db:copy -- --from URL --to URL` and `npm run
 * sources:move -- --to s3|database`: backs up all data of an instance, restores it, copies it to another database, or
 * moves its files.
 */

import "./environment";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { audit } from "../accounts/audit";
import { backUp, type Checked, holdingsOf, restore } from "../backup/backup";
import { copyInstance, requireCopyable } from "../backup/copy";
import { backupName, removeOldBackups } from "../backup/rotation";
import { keyIn } from "../backup/seal";
import { dataModelOf } from "../backup/snapshot";
import { config } from "../config";
import { closeDatabase, openDatabase } from "../db/database";
import { pendingMigrations } from "../db/migrate";
import { readHistory } from "../db/migration-history";
import { describeDatabase, providerOf } from "../db/settings";
import { UserError } from "../errors";
import { moveSources, STORES, type Store } from "../sources/move";
import { requireStorage } from "../sources/objects";
import { migrateDatabase } from "./database.mjs";
import { Failure } from "./failure.mjs";
import { createLog } from "./log.mjs";
import { readOptions, run } from "./program";
import { commandLine } from "./release.mjs";
import { callerPath } from "./root.mjs";

const USAGE = `Usage:
  ${commandLine("backup")} FILE [--key FILE|env]     backs up the database in DATABASE_URL or DATA_DIR
  ${commandLine("backup")} FOLDER --keep N [--key FILE|env]
                                              writes a dated file into a folder, then deletes all but the newest N there
  ${commandLine("restore")} FILE [--key FILE|env]    restores a backup into that database, which must be empty
  ${commandLine("db:copy")} --from URL --to URL      copies a database into an empty one; URLs have the same form as DATABASE_URL
  ${commandLine("sources:move")} --to s3|database    moves uploaded files into the S3 bucket in the settings, or back

With --key, the backup is encrypted, so it can't be read, or modified without being noticed, unless you have the key. Keep the key in a file, or in BACKUP_KEY (--key env).`;

const COMMANDS: Record<string, (args: string[]) => Promise<void>> = { backup, restore: putBack, copy, move };

const log = createLog();

async function backup(args: string[]): Promise<void> {
  const { target, keep, key } = await backupIn(args);
  const now = new Date();
  sayDatabase();
  if (keep !== null) await mkdir(target, { recursive: true });
  const file = keep === null ? target : path.join(target, backupName(now));
  const { rows, people, notes } = await log.step(`Writing ${file}`, () => backUp(config().databaseUrl, file, key, now));
  await recordBackup(key !== null);
  log.say(
    `The backup contains ${number(rows)} rows (people: ${number(people)}, notes: ${number(notes)}). Store it on another machine.`,
  );
  const objects = await countObjects();
  if (objects > 0) log.say(`It includes the files that are stored in S3 (${number(objects)}).`);
  log.say(
    key === null
      ? "It is not encrypted, so anyone who has the file can read it, or edit it without being noticed. Use --key to encrypt it."
      : "It is encrypted. Keep the key in a different place. You can't restore the backup without it.",
  );
  if (keep === null) return;
  const old = await removeOldBackups(target, keep);
  if (old.length > 0) log.say(`Deleted older backups: ${old.join(", ")}`);
}

/** Adds the backup to the audit log, from which `/api/metrics` reads its age. */
async function recordBackup(encrypted: boolean): Promise<void> {
  const db = await openDatabase(config().databaseUrl);
  try {
    await audit(db, { by: null, client: null, action: "backup.created", subjectId: null, detail: { encrypted } });
  } finally {
    await closeDatabase(db);
  }
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
    `Restored and verified ${number(rows)} rows from ${head.createdAt} (people: ${number(people)}, notes: ${number(notes)}). Everyone has to sign in again.`,
  );
  const { tokens, invitations, links } = ended;
  log.say(
    `Revoked: API tokens (${number(tokens)}) and invitations (${number(invitations)}). Removed: sign-in and password reset links (${number(links)}). Some may have been revoked or used since the backup. Create new ones where needed.`,
  );
  const authenticators = tables.authenticator?.rows ?? 0;
  if (authenticators > 0) log.say(aboutAuthenticators(authenticators));
  log.say(
    "Members, passwords and share links are as they were at that time. If you have removed or revoked any of them since then, do so again.",
  );
  if (config().bucket) await moveTo("s3");
}

/** The number of files in the bucket. */
async function countObjects(): Promise<number> {
  const db = await openDatabase(config().databaseUrl);
  return db.source.count({ where: { objectKey: { not: null } } }).finally(() => closeDatabase(db));
}

async function move(args: string[]): Promise<void> {
  const { values } = readOptions({ args, options: { to: { type: "string" } } }, () => USAGE);
  const to = STORES.find((store) => store === values.to);
  if (!to) throw new Failure(USAGE);
  sayDatabase();
  await dataModelOf(config().databaseUrl);
  await moveTo(to);
}

async function moveTo(to: Store): Promise<void> {
  const { bucket } = config();
  const db = await openDatabase(config().databaseUrl);
  try {
    if (!bucket && (to === "s3" || (await db.source.count({ where: { objectKey: { not: null } } })) > 0)) {
      throw new Failure(
        "There is no S3 bucket in the settings. Set S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.",
      );
    }
    await requireStorage(db);
    const target = to === "s3" ? `the S3 bucket ${bucket?.name}` : "the database";
    const { files, bytes, left } = await log.step(`Moving files to ${target}`, () => moveSources(db, to));
    log.say(`Moved and verified ${number(files)} files (${number(Math.ceil(bytes / 1_000_000))} MB).`);
    if (left > 0) log.say(`${number(left)} objects couldn't be deleted. Concord tries again every hour.`);
    if (to === "database" && bucket) {
      log.say("New files are still stored in S3. Remove the S3 settings once all instances have stopped using them.");
    }
  } finally {
    await closeDatabase(db);
  }
}

/** The keys of authenticator apps are encrypted with the session secret, which no backup contains. */
function aboutAuthenticators(count: number): string {
  return `Authenticator apps (${number(count)}): codes are accepted only if NEXTAUTH_SECRET is set to the same value as when the app was set up. Otherwise, members sign in with a recovery code or a passkey, or you run: ${commandLine("account", { silent: true })} reset-factors EMAIL`;
}

/** Shown before a restore, because an owner added to a forged file would have full access. */
function sayChecked({ owners, isSealed }: Checked): void {
  // On a terminal, the progress line above has no line break yet.
  if (process.stdout.isTTY) log.say("");
  log.say(
    isSealed
      ? "The file is encrypted, and has not been modified since the backup was made."
      : "The file is not encrypted, so changes to it can't be detected. Anyone with write access could have edited it, for example to make themselves an owner.",
  );
  log.say(owners.length > 0 ? `Owners in this backup: ${owners.join(", ")}` : "This backup has no owner.");
}

async function copy(args: string[]): Promise<void> {
  const { from, to } = urlsIn(args);
  log.say(`From: ${describeDatabase(from)}`);
  log.say(`To: ${describeDatabase(to)}`);
  await requireCopyable({ from, to });
  await makeTables(to);
  await log.step("Copying (rows per table)", () =>
    copyInstance({ from, to }, ({ name, rows }) => log.say(`${name}: ${number(rows)}`)),
  );
  const copied = await openDatabase(to);
  const objects = await copied.source
    .count({ where: { objectKey: { not: null } } })
    .finally(() => closeDatabase(copied));
  if (objects > 0) {
    log.say(
      `${number(objects)} files are in S3, and both databases refer to the same objects. Don't start Concord with the old database again: files that it deletes would be missing from the new one.`,
    );
  }
  log.say("All rows were copied and verified. Set DATABASE_URL to the new database and start Concord.");
}

/**
 * Creates the tables of an empty database. A database with tables isn't changed, because it may have been given by
 * mistake.
 */
async function makeTables(url: string): Promise<void> {
  const history = await readHistory(providerOf(url));
  const pending = await pendingMigrations(url, history);
  if (pending.length === history.migrations.length) {
    await migrateDatabase({ DATABASE_URL: url }, { quiet: true });
  }
}

/** The backup file, and the key that it is encrypted with; null if none was given. */
async function fileIn(args: string[]): Promise<{ file: string; key: string | null }> {
  const { values, positionals } = readOptions(
    { args, allowPositionals: true, options: { key: { type: "string" } } },
    () => USAGE,
  );
  return { file: onlyPath(positionals), key: values.key === undefined ? null : await readKey(values.key) };
}

/** Like `fileIn`, but with `--keep`, the target is a folder for a rotation of backups. */
async function backupIn(args: string[]): Promise<{ target: string; keep: number | null; key: string | null }> {
  const { values, positionals } = readOptions(
    { args, allowPositionals: true, options: { key: { type: "string" }, keep: { type: "string" } } },
    () => USAGE,
  );
  const { key, keep } = values;
  if (keep !== undefined && !/^[1-9]\d{0,4}$/u.test(keep)) {
    throw new Failure(`--keep takes the number of backups to keep, not "${keep}".`);
  }
  return {
    target: onlyPath(positionals),
    keep: keep === undefined ? null : Number(keep),
    key: key === undefined ? null : await readKey(key),
  };
}

function onlyPath([file, ...others]: string[]): string {
  if (!file || others.length > 0) throw new Failure(USAGE);
  return callerPath(file);
}

/** @param named the name of a key file, or "env" */
async function readKey(named: string): Promise<string> {
  if (named === "env") return keyIn(config().backupKey ?? "");
  try {
    return keyIn(await readFile(callerPath(named), "utf8"));
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error)) throw error;
    throw new Failure(`The key could not be read from ${named} (${error.message}). Check the path, or use --key env.`);
  }
}

function urlsIn(args: string[]): { from: string; to: string } {
  const { values } = readOptions({ args, options: { from: { type: "string" }, to: { type: "string" } } }, () => USAGE);
  const { from, to } = values;
  if (from && to) return { from, to };
  throw new Failure(USAGE);
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
  if (!run) throw new Failure(USAGE);
  await run(args);
}

await run(main);
