import "server-only";
import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/**
 * argon2id, which is the library's default, with 19 MiB, two passes and one thread: the second of the settings that
 * OWASP holds equally strong (Password Storage Cheat Sheet, "Argon2id").
 */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** What is compared with where there is no account, so that it takes as long. Nobody knows its password. */
let decoy: Promise<string> | undefined;

/**
 * @param password composed (NFC), as the schemas make it
 * @returns the hash in argon2's own encoded form, salt and settings included
 */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/**
 * Whether the password is the one that was hashed. Takes the same time where there is no hash.
 *
 * @param hashed null where there is no such account, or it has no password
 */
export async function isPassword(password: string, hashed: string | null): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(32).toString("base64url"));
  const other = await decoy;
  const matches = await verify(hashed ?? other, password);
  return matches && hashed !== null;
}
