import "server-only";
import { createHash, type Hash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { z } from "zod";
import { UserError } from "../errors";
import type { Sum } from "./row-text";
import { isSealed, MAGIC_BYTES, seal, unseal } from "./seal";

/*
 * A backup consists of gzipped lines of JSON: a header, a line per row (table name, a space, the row), and a footer
 * with the row count and checksum of each table. The checksums detect damage. To detect tampering, the whole file can
 * be sealed (`seal.ts`).
 */

const headSchema = z.object({
  concord: z.literal("backup"),
  format: z.literal(1),
  /** The point in time that the backup represents. */
  createdAt: z.iso.datetime(),
  /** Name of the last migration of the source database. */
  dataModel: z.string(),
});
export type Head = z.infer<typeof headSchema>;

const endSchema = z.object({
  tables: z.record(z.string(), z.object({ rows: z.number(), sum: z.string() })),
  /** SHA-256 of all preceding lines, including line breaks, in hexadecimal. */
  sha256: z.string(),
});

/** A row of a backup, as written by `rowText`. */
export interface Line {
  table: string;
  text: string;
}

/**
 * Writes a backup. The file gets its final name only after it is complete and flushed to disk.
 *
 * @param lines yields the lines, and returns the checksums by table
 * @param key the key to seal the file with; null to leave it unsealed
 * @throws UserError `backup-file` if the file can't be written
 */
export async function writeBackup(
  file: string,
  head: Head,
  lines: AsyncGenerator<Line, Record<string, Sum>>,
  key: string | null,
): Promise<void> {
  const unfinished = `${file}.part`;
  try {
    const out = createWriteStream(unfinished, { mode: 0o600, flush: true });
    const text = Readable.from(textOf(head, lines));
    if (key === null) await pipeline(text, createGzip(), out);
    else await pipeline(text, createGzip(), (bytes) => seal(bytes, key), out);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw asUserError(error, "backup-file.unwritable", file);
  }
}

async function* textOf(head: Head, lines: AsyncGenerator<Line, Record<string, Sum>>): AsyncGenerator<string> {
  const hash = createHash("sha256");
  const hashed = (line: string) => {
    hash.update(line);
    return line;
  };
  yield hashed(`${JSON.stringify(head)}\n`);
  for (;;) {
    const next = await lines.next();
    if (next.done) {
      yield `${JSON.stringify({ tables: next.value, sha256: hash.digest("hex") })}\n`;
      return;
    }
    yield hashed(`${next.value.table} ${next.value.text}\n`);
  }
}

/** The header, checksums and seal status of a backup. */
export interface Contents {
  head: Head;
  tables: Record<string, Sum>;
  /** Whether the file is encrypted. If it is, only someone with the key could have changed it. */
  isSealed: boolean;
}

/**
 * Reads and verifies a whole backup.
 *
 * @param key the key that the file was sealed with; null for an unsealed file
 * @param take receives the rows before the file as a whole is verified
 * @throws UserError `backup-file` if the file can't be read, isn't a backup, or is damaged; `backup-seal` if it is
 *   sealed and the key is missing or wrong, if a key is given for an unsealed file, or if it has been modified
 */
export async function readBackup(
  file: string,
  key: string | null,
  take: (line: Line) => Promise<void> | void,
): Promise<Contents> {
  try {
    return await readLines(file, key, take);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw asUserError(error, "backup-file.unreadable", file);
  }
}

async function readLines(
  file: string,
  key: string | null,
  take: (line: Line) => Promise<void> | void,
): Promise<Contents> {
  requireKey(file, await beginsSealed(file), key);
  const source = createReadStream(file);
  const bytes = createGunzip();
  // Ignore errors here, because the loop that reads `bytes` below gets them too.
  const onEnd = () => undefined;
  if (key === null) pipeline(source, bytes).catch(onEnd);
  else pipeline(source, (sealed) => unseal(sealed, key), bytes).catch(onEnd);
  const hash = createHash("sha256");
  let head: Head | undefined;
  let last: string | undefined;
  for await (const line of linesIn(bytes)) {
    if (last !== undefined) await takeLine(last, hash, take);
    if (head) last = line;
    else head = headOf(file, line, hash);
  }
  const end = endSchema.safeParse(last === undefined ? null : parsed(last));
  if (!head || !end.success) throw new UserError("backup-file.no-end", { file });
  if (end.data.sha256 !== hash.digest("hex")) throw new UserError("backup-file.checksum", { file });
  return { head, tables: end.data.tables, isSealed: key !== null };
}

async function beginsSealed(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAGIC_BYTES), 0, MAGIC_BYTES, 0);
    return isSealed(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** If a sealed file is expected, an unsealed one may be a forged replacement. */
function requireKey(file: string, sealed: boolean, key: string | null): void {
  if (sealed === (key !== null)) return;
  throw new UserError(sealed ? "backup-seal.sealed" : "backup-seal.unsealed", { file });
}

/** Splits text only at U+000A. Node.js's line reader may also split it at U+2028, which notes can contain. */
async function* linesIn(bytes: Readable): AsyncGenerator<string> {
  let rest = "";
  for await (const part of bytes.setEncoding("utf8")) {
    const lines = (rest + part).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

async function takeLine(line: string, hash: Hash, take: (line: Line) => Promise<void> | void): Promise<void> {
  hash.update(`${line}\n`);
  const space = line.indexOf(" ");
  await take({ table: line.slice(0, space), text: line.slice(space + 1) });
}

function headOf(file: string, line: string, hash: Hash): Head {
  hash.update(`${line}\n`);
  const head = headSchema.safeParse(parsed(line));
  if (head.success) return head.data;
  throw new UserError("backup-file.unknown", { file });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** Expected file and gzip errors are turned into messages for the user. All other errors are bugs. */
function asUserError(error: unknown, key: "backup-file.unreadable" | "backup-file.unwritable", file: string): unknown {
  if (!(error instanceof Error) || !("code" in error) || error instanceof UserError) return error;
  const isOfFile = "syscall" in error || String(error.code).startsWith("Z_");
  return isOfFile ? new UserError(key, { file, reason: error.message }) : error;
}
