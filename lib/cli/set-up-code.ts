/** Prints a set-up code if there is no account yet. See set-up-code.mjs. */

import "./environment";
import { isSetUp } from "../accounts/set-up";
import { makeSetUpCode } from "../accounts/set-up-code";
import { closeDatabase } from "../db/database";
import { getDatabase } from "../db/own-database";

async function main(): Promise<void> {
  const db = await getDatabase();
  if (!(await isSetUp(db))) {
    process.stdout.write(
      `Nobody has set up Concord yet. To do it, open it and type this code: ${await makeSetUpCode(db)}\n`,
    );
  }
  await closeDatabase(db);
}

await main();
