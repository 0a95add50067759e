/** Program for `client.test.ts`. Reads several relations in a transaction, and prints the warnings that this causes. */
import { setImmediate } from "node:timers/promises";
import { closeDatabase } from "@/lib/db/database";
import { getDatabase } from "@/lib/db/own-database";

process.on("warning", ({ message }) => console.log(message));
const db = await getDatabase();
const include = { memberships: true, sessions: true, highlights: true, notes: true } as const;
await db.$transaction((tx) => tx.person.findFirstOrThrow({ include }));
await closeDatabase(db);
// Warnings are emitted on the next tick.
await setImmediate();
