import "server-only";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { hash, verify } from "@node-rs/argon2";
import { UserError } from "../errors";
import { type Asker, hashingQueue } from "./hashing-queue";

/**
 * argon2id (the library's default) with 19 MiB, two passes and one thread: the second of the settings that OWASP
 * rates as equally strong (Password Storage Cheat Sheet, "Argon2id").
 */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * The 5,000 most common passwords with 12 or more characters, in lower case, one per line. They are taken from Mark
 * Burnett's list of ten million passwords, in the order used by SecLists ("10-million-password-list-top-1000000", MIT).
 * ASVS 6.2.4 requires at least 3,000. The path is relative to the project folder, in which every process of the app
 * runs.
 */
const COMMON_PASSWORDS = path.join(process.cwd(), "lib/accounts/common-passwords.txt");

/** Loaded when someone first chooses a password. */
let common: ReadonlySet<string> | undefined;

/**
 * Hash of a random password. If there is no account, passwords are verified against it, so that both cases take the
 * same time.
 */
let decoy: Promise<string> | undefined;

/**
 * @param password already normalized to NFC by the schemas
 * @returns the hash in argon2's encoded form, including salt and parameters
 * @throws any error from `HashingQueue.run`
 */
export function hashPassword(password: string, asker: Asker = {}): Promise<string> {
  return hashingQueue().run(asker, () => hash(password, COST));
}

/**
 * Hashes a new password.
 *
 * @param email the account's email address, in lower case
 * @param address the request's network address; null on the command line or if unknown
 * @throws UserError `common-password` (400) for an easily guessed password, and any error from `HashingQueue.run`
 */
export async function hashNewPassword(password: string, email: string, address: string | null = null): Promise<string> {
  const lower = password.toLowerCase();
  common ??= new Set(readFileSync(COMMON_PASSWORDS, "utf8").trimEnd().split("\n"));
  if (!common.has(lower) && lower !== email) return hashPassword(password, { account: email, address });
  throw new UserError("common-password");
}

/**
 * Verifies a password. Takes just as long if there is no hash. Call this inside `HashingQueue.run`, because the
 * function itself doesn't queue.
 *
 * @param hashed null if there is no such account, or it has no password
 */
export async function isPassword(password: string, hashed: string | null): Promise<boolean> {
  decoy ??= hash(randomBytes(32).toString("base64url"), COST);
  const other = await decoy;
  const matches = await verify(hashed ?? other, password);
  return matches && hashed !== null;
}
