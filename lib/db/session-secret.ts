import "server-only";
import { randomBytes } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { config } from "../config";
import { processSingleton } from "../process-singleton";
import type { Database } from "./database";

const SECRET_BYTES = 32;

/** The one row of its table. */
const ROW = 1;

const state = () => processSingleton("session-secret", (): { secret?: string } => ({}));

/** What sessions are signed with: NEXTAUTH_SECRET, else the one in the database, which `readSessionSecret` must have read. */
export function sessionSecret(): string {
  const secret = config().sessionSecret ?? state().secret;
  if (!secret) throw new Error("The session secret is asked for before the database was opened.");
  return secret;
}

/**
 * Reads the secret of a database, which is made at the first call and kept: several processes, on any machines, agree on one. The
 * one that earlier versions kept in a file of the data folder is taken over, so that nobody has to sign in again.
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

/** @returns undefined where there is no such file, or no secret in it */
function secretIn(file: string): string | undefined {
  try {
    const secret = readFileSync(file, "utf8").trim();
    return Buffer.from(secret, "base64url").length >= SECRET_BYTES ? secret : undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
