/** Program for `session-secret.test.ts`. Opens the database as an instance does, and prints the session secret. */
import { closeDatabase } from "@/lib/db/database";
import { getDatabase } from "@/lib/db/own-database";
import { sessionSecret } from "@/lib/db/session-secret";

const db = await getDatabase();
console.log(sessionSecret());
await closeDatabase(db);
