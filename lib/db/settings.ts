import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { UserError } from "../errors";
import { prepareFolder } from "./files";

export type Provider = "sqlite" | "postgresql";

const PROVIDERS = new Map<string, Provider>([
  ["file:", "sqlite"],
  ["postgres:", "postgresql"],
  ["postgresql:", "postgresql"],
]);

const SECRET_BYTES = 32;

/** The folder of all state, from DATA_DIR. An absolute path. */
export function dataDir(): string {
  return path.resolve(/* turbopackIgnore: true */ process.env.DATA_DIR || "data");
}

/** The address of the database, from DATABASE_URL; an SQLite file in the data folder where that is not set. */
export function databaseUrl(): string {
  return process.env.DATABASE_URL || `file:${path.join(dataDir(), "concord.db")}`;
}

/**
 * The kind of database that an address names.
 *
 * @throws UserError `database-url` where we know no such kind
 */
export function providerOf(url: string): Provider {
  const provider = PROVIDERS.get(url.slice(0, url.indexOf(":") + 1));
  if (provider) return provider;
  throw new UserError(
    "database-url",
    "DATABASE_URL must begin with file: (SQLite) or postgres: (PostgreSQL), for example file:/srv/concord/concord.db.",
    500,
  );
}

/**
 * What sessions are signed with: NEXTAUTH_SECRET, else the one in the data folder, which is made at the first call and
 * kept. Several processes that make it at once agree on one.
 *
 * @throws UserError `session-secret` where the file holds none
 */
export function sessionSecret(): string {
  const given = process.env.NEXTAUTH_SECRET;
  if (given) return given;
  const file = path.join(/* turbopackIgnore: true */ dataDir(), "session-secret");
  const secret = (readIfThere(file) ?? createSecret(file)).trim();
  if (Buffer.from(secret, "base64url").length >= SECRET_BYTES) return secret;
  throw new UserError(
    "session-secret",
    `${file} holds no session secret. Delete it, and a new one is made; everyone then signs in again.`,
    500,
  );
}

function createSecret(file: string): string {
  prepareFolder(path.dirname(file));
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, `${randomBytes(SECRET_BYTES).toString("base64url")}\n`, {
      flag: "wx",
      mode: 0o600,
      flush: true,
    });
    // Unlike a rename, it does not replace what another process has put there meanwhile.
    linkSync(temporary, file);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
  return readFileSync(file, "utf8");
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
