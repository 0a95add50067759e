import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import { startSession } from "@/lib/accounts/sessions";
import type { Database } from "@/lib/db/database";

/**
 * Creates a user with a session. Inserts the rows directly, because hashing a hundred passwords would take longer
 * than the measurement.
 *
 * @param secret signs the sessions
 * @returns the user's cookie
 */
export async function addPerson(db: Database, secret: string, index: number): Promise<string> {
  const id = randomUUID();
  const now = new Date();
  const person = { id, name: `Person ${index}`, email: `${id}@example.org`, role: "annotator" as const };
  await db.person.create({ data: { ...person, createdAt: now } });
  const sessionId = await startSession(db, id, "bench", now);
  return `next-auth.session-token=${await encode({ token: { sessionId }, secret })}`;
}
