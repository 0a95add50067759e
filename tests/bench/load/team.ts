import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrateDatabase } from "@/lib/cli/database.mjs";
import { freePort } from "@/lib/cli/ports.mjs";
import { closeDatabase, type Database, openDatabase } from "@/lib/db/database";
import type { Provider } from "@/lib/db/settings";
import { startPostgres } from "@/tests/support/test-postgres.mjs";
import { addPerson } from "../people";
import type { AppCopy } from "./app-copy";

/** High enough to disable the rate limits, because the benchmark measures the maximum speed. */
const RATE_LIMIT_FACTOR = "100000";

/** A database with users, and a way to serve it. */
export interface Team {
  /** One cookie per user, each for a separate session. */
  cookies: string[];
  db: Database;
  databaseUrl: string;
  /** Starts the app on a separate address, with additional environment variables. */
  start(more?: NodeJS.Dict<string>): ReturnType<AppCopy["serve"]>;
}

/**
 * Runs `work` with a team of this size, and deletes its data afterwards.
 *
 * @param database where to create a temporary database, or the URL of an existing one, which is kept
 */
export async function withTeam<T>(
  app: Pick<AppCopy, "serve">,
  database: Provider | { url: string },
  people: number,
  work: (team: Team) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "concord-load-"));
  const postgres = database === "postgresql" ? await startPostgres() : null;
  const databaseUrl =
    typeof database === "object" ? database.url : (postgres?.url ?? `file:${join(folder, "concord.db")}`);
  const secret = randomBytes(32).toString("base64url");
  const own = {
    DATA_DIR: folder,
    DATABASE_URL: databaseUrl,
    NEXTAUTH_SECRET: secret,
    PUBLIC_URL: "",
    RATE_LIMIT_FACTOR,
  };
  // Turns off logging, because standard output is reserved for the figures. Error responses are counted instead.
  const env = { ...own, LOG_LEVEL: "silent" };
  await migrateDatabase({ ...process.env, ...env }, { quiet: true });
  const db = await openDatabase(databaseUrl);
  try {
    const cookies: string[] = [];
    for (let index = 0; index < people; index++) cookies.push(await addPerson(db, secret, index));
    const start = async (more: NodeJS.Dict<string> = {}) =>
      app.serve({ host: "127.0.0.1", port: await freePort() }, { ...env, ...more });
    return await work({ cookies, db, databaseUrl, start });
  } finally {
    await closeDatabase(db);
    await postgres?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
