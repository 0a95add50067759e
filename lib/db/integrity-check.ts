import "server-only";
import { UserError } from "../errors";
import { withConnection } from "./connection";
import { pathOfFile } from "./files";

/**
 * Looks whether the pages of an SQLite file belong together, which a failing disk or a copy of a file in use may have undone: what is
 * written into such a file is lost later. It reads the whole file.
 *
 * @throws UserError `database-damaged`
 */
export async function checkIntegrity(url: string): Promise<void> {
  const found = await withConnection(url, (connection) => connection.read("PRAGMA quick_check(1)")).then(
    ([row]) => row?.[0],
    damageIn,
  );
  if (found === "ok") return;
  // A line before it names the database.
  const damage = String(found).split("\n").at(-1);
  throw new UserError(
    "database-damaged",
    `The database file ${pathOfFile(url)} is damaged (${damage}). Move it away with its -wal and -shm files, put back the last backup (npm run restore -- FILE), and keep the damaged file: most of it can be read still.`,
    500,
  );
}

/** SQLITE_CORRUPT and SQLITE_NOTADB. Where the file cannot be read at all, whoever opens it next says why. */
function damageIn(error: unknown): string {
  const said = error instanceof Error ? error.message : "";
  return /malformed|not a database/u.test(said) ? said : "ok";
}
