import "server-only";
import { randomBytes } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { config } from "../config";
import { processSingleton } from "../process-singleton";
import type { Database } from "./database";

const SECRET_BYTES = 32;

/** The id of the table's only row. */
const ROW = 1;

const state = () => processSingleton("session-secret", (): { secret?: string } => ({}));

/**
 * The secret that signs sessions: NEXTAUTH_SECRET, or else the one in the database, which `readSessionSecret` must
 * already have loaded.
 */
export function sessionSecret(): string {
  const secret = config().sessionSecret ?? state().secret;
  if (!secret) throw new Error("The session secret was requested before the database was opened.");
  return secret;
}

/**
 * Loads the secret from the database, creating it on the first call, so that all processes on all machines use the same
 * one. A secret that an earlier version stored in a file in the data folder is moved to the database, so that no one is
 * signed out.
 */
export async function readSessionSecret(db: Database): Promise<void> {
  const file = path.join(/* turbopackIgnore: true */ config().dataDir, "session-secret");
  const kept = await db.sessionSecret.findUnique({ where: { id: ROW } });
  const { secret } =
    kept ??
    (await db.sessionSecret.upsert({
      where: { id: ROW },
      create: { id: ROW, secret: secretIn(file) ?? newSecret(), createdAt: new Date() },
      update: { id: ROW },
    }));
  if (!kept) rmSync(file, { force: true });
  state().secret = secret;
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}

/** @returns undefined if the file doesn't exist or contains no secret */
function secretIn(file: string): string | undefined {
  try {
    const secret = readFileSync(file, "utf8").trim();
    return Buffer.from(secret, "base64url").length >= SECRET_BYTES ? secret : undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
