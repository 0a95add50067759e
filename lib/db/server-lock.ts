import "server-only";
import { closeSync, existsSync, openSync } from "node:fs";
import { UserError } from "../errors";
import { processSingleton } from "../process-singleton";
import { isBusy, openSqlite } from "./connection";
import { pathOfFile } from "./files";
import { describeDatabase, providerOf } from "./settings";

/**
 * This process's lock. It is kept here because a garbage-collected connection is closed, which would release the lock.
 */
const state = () => processSingleton("server-lock", (): { lock?: Promise<unknown> } => ({}));

/**
 * Locks an SQLite file against other servers until this process ends or crashes, because two servers on one file
 * wouldn't notice each other's changes. Commands can still use the file. The lock is an SQLite lock on an empty
 * database next to the file. The operating system releases it when the process ends, even after kill -9, and it works
 * on every platform.
 *
 * @param url as in `openDatabase`; on PostgreSQL, any number of servers can share a database
 * @throws UserError `database-in-use`
 */
export async function lockForServer(url: string): Promise<void> {
  if (providerOf(url) !== "sqlite" || !existsSync(pathOfFile(url))) return;
  state().lock ??= take(url);
  await state().lock;
}

/**
 * Checks that no server is using an SQLite file, before a new one is started.
 *
 * @throws UserError `database-in-use`
 */
export async function requireNoServer(url: string): Promise<void> {
  if (existsSync(fileOf(url))) await (await take(url)).close();
}

function fileOf(url: string): string {
  return `${pathOfFile(url)}-server-lock`;
}

async function take(url: string) {
  const file = fileOf(url);
  closeSync(openSync(file, "a", 0o600));
  const connection = await openSqlite(`file:${file}`);
  try {
    await connection.run("BEGIN EXCLUSIVE");
    return connection;
  } catch (error) {
    await connection.close();
    if (!isBusy(error)) throw error;
    throw new UserError("database-in-use", { database: describeDatabase(url) });
  }
}
