/**
 * Searches one library in a separate process, so that two libraries can be searched in turn. Reads tasks as lines of
 * JSON from standard input, and prints an answer for each. The database comes from DATABASE_URL.
 */

import { createInterface } from "node:readline";
import { canRead } from "@/lib/accounts/policy";
import { actorOfSession } from "@/lib/accounts/sessions";
import { closeDatabase } from "@/lib/db/database";
import { getDatabase } from "@/lib/db/own-database";
import { libraryNow } from "@/lib/library/library";
import { readableIn } from "@/lib/library/readable-library";
import { searchLibrary } from "@/lib/library/search";

export interface Task {
  session: string;
  /** If null, only the check is made. */
  query: string | null;
}

export interface Answer {
  ms: number;
  hits: number;
}

/** Number of hits that the app requests at first. */
const SHOWN = 20;

const db = await getDatabase();

/** Reads the session and its rights, and searches, as a request does. */
async function search(session: string, query: string): Promise<Answer> {
  const start = performance.now();
  const actor = (await actorOfSession(db, session))!;
  const { total } = await searchLibrary(db, actor, query, { limit: SHOWN });
  return { ms: performance.now() - start, hits: total };
}

/** The part of a request that rights per report add: the stamp, the relations, and the readable part of the library. */
async function check(session: string): Promise<Answer> {
  const actor = (await actorOfSession(db, session))!;
  const { library } = await libraryNow();
  const start = performance.now();
  await db.$queryRaw`SELECT "access" FROM "EventCounter"`;
  readableIn(library, actor);
  for (const { slug } of library.reports.slice(0, SHOWN)) canRead(actor, slug);
  return { ms: performance.now() - start, hits: 0 };
}

for await (const line of createInterface({ input: process.stdin })) {
  const { session, query }: Task = JSON.parse(line);
  console.log(JSON.stringify(await (query === null ? check(session) : search(session, query))));
}
await closeDatabase(db);
