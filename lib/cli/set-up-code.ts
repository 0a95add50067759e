/** Prints a setup code if there is no account yet. See set-up-code.mjs. */

import "./environment";
import { isSetUp } from "../accounts/set-up";
import { makeSetUpCode } from "../accounts/set-up-code";
import { closeDatabase } from "../db/database";
import { getDatabase } from "../db/own-database";

async function main(): Promise<void> {
  const db = await getDatabase();
  if (!(await isSetUp(db))) {
    process.stdout.write(
      `Concord is not set up yet. Open it in your browser and enter this setup code: ${await makeSetUpCode(db)}\n`,
    );
  }
  await closeDatabase(db);
}

await main();
