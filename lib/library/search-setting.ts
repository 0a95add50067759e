import "server-only";
import { databaseUrl, providerOf } from "../db/settings";
import { UserError } from "../errors";

/** What searches: this process, which holds all words in memory, or the database. */
export type SearchSetting = "memory" | "postgresql";

/**
 * Which engine searches, from SEARCH_ENGINE.
 *
 * @throws UserError `search-engine` where there is no such engine, or the database cannot be it
 */
export function searchSetting({ SEARCH_ENGINE: name }: NodeJS.Dict<string> = process.env): SearchSetting {
  if (!name || name === "memory") return "memory";
  if (name !== "postgresql") {
    throw new UserError("search-engine", `SEARCH_ENGINE is memory or postgresql, not "${name}".`, 500);
  }
  if (providerOf(databaseUrl()) === "postgresql") return "postgresql";
  throw new UserError(
    "search-engine",
    "SEARCH_ENGINE is postgresql, but the database is an SQLite file. Set DATABASE_URL to a PostgreSQL database, or leave SEARCH_ENGINE out.",
    500,
  );
}
