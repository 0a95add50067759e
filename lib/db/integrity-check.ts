import "server-only";
import { UserError } from "../errors";
import { withConnection } from "./connection";
import { pathOfFile } from "./files";

/**
 * Checks the integrity of an SQLite file. A failing disk can damage the file, and so can copying it while it is in use.
 * Later writes to a damaged file are lost. The check reads the whole file.
 *
 * @throws UserError `database-damaged`
 */
export async function checkIntegrity(url: string): Promise<void> {
  const found = await withConnection(url, (connection) => connection.read("PRAGMA quick_check(1)")).then(
    ([row]) => row?.[0],
    damageIn,
  );
  if (found === "ok") return;
  // The last line describes the damage. The one before it only names the database.
  const damage = String(found).split("\n").at(-1) ?? "";
  throw new UserError("database-damaged.file", { file: pathOfFile(url), damage });
}

/** SQLITE_CORRUPT and SQLITE_NOTADB. If the file can't be read at all, opening it later reports why. */
function damageIn(error: unknown): string {
  const said = error instanceof Error ? error.message : "";
  return /malformed|not a database/u.test(said) ? said : "ok";
}
