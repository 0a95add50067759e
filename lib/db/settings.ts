import "server-only";
import path from "node:path";
import { UserError } from "../errors";

export type Provider = "sqlite" | "postgresql";

const PROVIDERS = new Map<string, Provider>([
  ["file:", "sqlite"],
  ["postgres:", "postgresql"],
  ["postgresql:", "postgresql"],
]);

/** The folder of the state that is kept in files, from DATA_DIR: with PostgreSQL there is none. An absolute path. */
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
