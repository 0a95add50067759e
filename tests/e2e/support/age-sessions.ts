/** Makes all sign-ins in the environment's database an hour old. */
import { closeDatabase } from "../../../lib/db/database";
import { getDatabase } from "../../../lib/db/own-database";

async function main(): Promise<void> {
  const db = await getDatabase();
  const createdAt = new Date(Date.now() - 3_600_000);
  await db.session.updateMany({ data: { createdAt, confirmedAt: null } });
  await closeDatabase(db);
}

void main();
