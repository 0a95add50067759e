import "server-only";
import { UserError } from "../errors";
import { pathOfFile } from "./files";

export type Provider = "sqlite" | "postgresql";

const PROVIDERS = new Map<string, Provider>([
  ["file:", "sqlite"],
  ["postgres:", "postgresql"],
  ["postgresql:", "postgresql"],
]);

/**
 * The kind of database that a URL refers to.
 *
 * @throws UserError `database-url` for an unknown kind
 */
export function providerOf(url: string): Provider {
  const provider = PROVIDERS.get(url.slice(0, url.indexOf(":") + 1));
  if (provider) return provider;
  throw new UserError("database-url");
}

/** A readable description of the database that a URL refers to, without credentials. */
export function describeDatabase(url: string): string {
  if (providerOf(url) === "sqlite") return `SQLite file ${pathOfFile(url)}`;
  if (!URL.canParse(url)) return "PostgreSQL database";
  const { hostname, port, pathname, searchParams } = new URL(url);
  // The host can also be the folder of the server's socket.
  const host = decodeURIComponent(hostname) || searchParams.get("host") || "localhost";
  return `PostgreSQL database ${decodeURIComponent(pathname.slice(1)) || "(default)"} at ${host}${port && `:${port}`}`;
}
