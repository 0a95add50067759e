import "server-only";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { closeDatabase, type Database, openDatabase, type Transaction } from "../db/database";
import { UserError } from "../errors";
import { inChunks } from "../sources/chunks";
import { objectBytes } from "../sources/objects";
import { DAY } from "../time";
import { type Contents, type Line, readBackup, writeBackup } from "./backup-file";
import { isOlderModel, withUpgraded } from "./older-backup";
import { Adder, rowOf, rowText, type Sum } from "./row-text";
import { dataModelOf, withSnapshot } from "./snapshot";
import { copyTable, sumOf } from "./table-copy";
import { type Client, countRows, type Row, readPages, TABLES, type Table, writeRows } from "./tables";

/**
 * Sessions and their signing secret are left out, because otherwise anyone with a backup could sign in, and restoring
 * it would revive sessions that have ended. After a restore, everyone has to sign in again. Objects are left out,
 * because a backup contains the bytes of all files, as if they were in the database; and the state of the running
 * instances, because other ones will use the restored database.
 */
const LEFT_OUT = ["sessionSecret", "session", "storedObject", "instance", "logLevel"];

const KEPT = TABLES.filter(({ name }) => !LEFT_OUT.includes(name));

/**
 * Writes a consistent backup of an instance, which can stay in use during the backup.
 *
 * @param url as in `openDatabase`
 * @param key the key to seal the file with; if null, anyone who gets the file can read and modify it
 * @returns how much the backup contains
 * @throws UserError `backup-file` if the file already exists or can't be written, and any error from `dataModelOf`
 */
export async function backUp(
  url: string,
  file: string,
  key: string | null = null,
  now: Date = new Date(),
): Promise<Holdings> {
  if (existsSync(file)) throw new UserError("backup-file.exists", { file });
  const dataModel = await dataModelOf(url);
  const sums: Record<string, Sum> = {};
  await withSnapshot(url, async (client) => {
    const lines = linesOf(client, sums);
    await writeBackup(file, { concord: "backup", format: 1, createdAt: now.toISOString(), dataModel }, lines, key);
  });
  return holdingsOf(sums);
}

/** The size of a backup, from which the operator can tell whether it was created from the right database. */
interface Holdings {
  rows: number;
  people: number;
  notes: number;
}

/** @param tables the checksums by table */
export function holdingsOf(tables: Contents["tables"]): Holdings {
  const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
  return { rows, people: tables.person?.rows ?? 0, notes: tables.note?.rows ?? 0 };
}

/** @param sums receives each table's checksum once the table has been read */
async function* linesOf(client: Client, sums: Record<string, Sum>): AsyncGenerator<Line, Record<string, Sum>> {
  for (const table of KEPT) {
    const adder = new Adder();
    const pages = table.name === "sourceChunk" ? chunksOf(client, table) : readPages(client, table);
    for await (const rows of pages) {
      for (const row of table.name === "source" ? rows.map(inDatabase) : rows) {
        const text = rowText(row);
        adder.add(text);
        yield { table: table.name, text };
      }
    }
    sums[table.name] = adder.sum;
  }
  return sums;
}

/** The row of a source as it would be if its bytes were in the database. */
function inDatabase(row: Row): Row {
  return { ...row, objectKey: null };
}

/**
 * The chunks of all sources, also of those whose bytes are in the bucket. A file that is being moved to the database has
 * chunks already, but perhaps not all of them.
 *
 * @throws UserError `storage-away`, `backup-objects` if the bytes of a file have been deleted or changed
 */
async function* chunksOf(client: Client, table: Table): AsyncGenerator<Row[]> {
  const inBucket = await client.source.findMany({
    where: { objectKey: { not: null }, hash: { not: null } },
    select: { id: true, name: true, size: true, hash: true, objectKey: true },
  });
  const ids = new Set(inBucket.map(({ id }) => id));
  for await (const rows of readPages(client, table)) yield rows.filter(({ sourceId }) => !ids.has(String(sourceId)));
  for (const { id: sourceId, name, size, hash, objectKey } of inBucket) {
    if (objectKey === null) continue;
    const actual = createHash("sha256");
    let ordinal = 0;
    try {
      for await (const bytes of inChunks(objectBytes(objectKey, 0, size))) {
        actual.update(bytes);
        yield [{ sourceId, ordinal, bytes }];
        ordinal += 1;
      }
    } catch (error) {
      throw error instanceof UserError && error.code === "no-such-file"
        ? new UserError("backup-objects", { name })
        : error;
    }
    if (actual.digest("hex") !== hash) throw new UserError("backup-objects", { name });
  }
}

/** A backup that has been read completely and verified. */
export interface Checked extends Contents {
  /** The owners in the backup, each as "Name <email address>". */
  owners: string[];
}

/** The number of credentials from the backup that were revoked. */
export interface WaysInEnded {
  tokens: number;
  invitations: number;
  links: number;
}

interface RestoreOptions {
  /** The key that the file was sealed with; null for an unsealed file. */
  key?: string | null;
  /** Called with the contents of the file before anything is written. */
  onChecked?(checked: Checked): void;
}

/**
 * Restores a backup into an empty database, atomically. Verifies the seal and checksum of the file beforehand, and the
 * checksum of every table afterwards. A backup from an older version is upgraded first. Then revokes API tokens and
 * invitations and deletes sign-in and reset links, because they may have been revoked or used since the backup.
 *
 * @param url the URL of a migrated database without data
 * @throws UserError `backup-file`, `backup-seal`, `backup-version` for a backup from a newer version, `not-empty`, and
 *   any error from `dataModelOf`
 */
export async function restore(
  url: string,
  file: string,
  { key = null, onChecked }: RestoreOptions = {},
  now: Date = new Date(),
): Promise<Checked & { ended: WaysInEnded }> {
  const checked = await check(file, key);
  const { dataModel, createdAt } = checked.head;
  const wanted = await dataModelOf(url);
  if (dataModel !== wanted && !(await isOlderModel(dataModel))) {
    throw new UserError("backup-version", { createdAt, dataModel, wanted });
  }
  const db = await openDatabase(url);
  try {
    await requireEmpty(db);
    onChecked?.(checked);
    const writing = (write: (tx: Transaction) => Promise<void>) =>
      db.$transaction(
        async (tx) => {
          await write(tx);
          return endWaysIn(tx, now);
        },
        // Long enough for even the largest database.
        { timeout: DAY },
      );
    const ended =
      dataModel === wanted
        ? await writing((tx) => fill(tx, file, key, checked.tables))
        : await withUpgraded({ ...checked, file, key }, url, (upgraded) => writing((tx) => copyUpgraded(upgraded, tx)));
    return { ...checked, ended };
  } finally {
    await closeDatabase(db);
  }
}

async function check(file: string, key: string | null): Promise<Checked> {
  const owners: string[] = [];
  const contents = await readBackup(file, key, ({ table, text }) => {
    if (table !== "person") return;
    const { role, removedAt, name, email } = rowOf(text);
    if (role === "owner" && removedAt === null) owners.push(printable(`${name} <${email}>`));
  });
  return { ...contents, owners };
}

/** A forged file may contain terminal control characters. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}

async function endWaysIn(tx: Transaction, now: Date): Promise<WaysInEnded> {
  const open = { where: { revokedAt: null }, data: { revokedAt: now } };
  const { count: tokens } = await tx.apiToken.updateMany(open);
  const { count: invitations } = await tx.invitation.updateMany(open);
  const { count: resets } = await tx.resetLink.deleteMany();
  const { count: mails } = await tx.mailLink.deleteMany();
  await tx.setUpCode.deleteMany();
  return { tokens, invitations, links: resets + mails };
}

/** @throws UserError `not-empty` (409) */
async function requireEmpty(db: Database): Promise<void> {
  for (const table of KEPT) {
    if ((await countRows(db, table)) === 0) continue;
    throw new UserError("not-empty.restore");
  }
}

async function copyUpgraded(upgraded: Database, tx: Transaction): Promise<void> {
  for (const table of KEPT) {
    const { isSame } = await copyTable(upgraded, tx, table);
    if (!isSame) throw differs(table);
  }
}

function differs({ name }: Table): Error {
  return new Error(`The restored rows of "${name}" don't match the backup. Nothing was changed.`);
}

async function fill(tx: Client, file: string, key: string | null, sums: Contents["tables"]): Promise<void> {
  let table: Table | undefined;
  let rows: Row[] = [];
  const flush = async () => {
    if (table) await writeRows(tx, table, rows);
    rows = [];
  };
  await readBackup(file, key, async (line) => {
    if (line.table !== table?.name || rows.length >= table.page) {
      await flush();
      table = KEPT.find(({ name }) => name === line.table);
      if (!table) throw new Error(`The backup contains the unknown table "${line.table}".`);
    }
    rows.push(rowOf(line.text));
  });
  await flush();
  for (const each of KEPT) {
    const { rows: count, sum } = await sumOf(tx, each);
    const expected = sums[each.name];
    if (count === expected?.rows && sum === expected.sum) continue;
    throw differs(each);
  }
}
