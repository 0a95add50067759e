/** Prints the one-time code for setting up, where that takes one and nobody has done it. See set-up-code.mjs. */

import { isSetUp } from "../accounts/set-up";
import { makeSetUpCode, needsSetUpCode } from "../accounts/set-up-code";
import { closeDatabase } from "../db/database";
import { database } from "../db/own-database";

async function main(): Promise<void> {
  if (!needsSetUpCode(process.env)) return;
  const db = await database();
  if (!(await isSetUp(db))) {
    process.stdout.write(
      `Nobody has set up Concord yet. To do it, open it and type this code: ${await makeSetUpCode(db)}\n`,
    );
  }
  await closeDatabase(db);
}

await main();
