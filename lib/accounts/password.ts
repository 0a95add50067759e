import "server-only";
import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { UserError } from "../errors";
import COMMON from "./common-passwords.json";
import { type Asker, hashingQueue } from "./hashing-queue";

/**
 * argon2id, which is the library's default, with 19 MiB, two passes and one thread: the second of the settings that
 * OWASP holds equally strong (Password Storage Cheat Sheet, "Argon2id").
 */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * The 5,000 commonest passwords of 12 characters or more, in lower case: from Mark Burnett's ten million passwords, in the order that
 * SecLists gives them ("10-million-password-list-top-1000000", MIT). ASVS 6.2.4 asks for 3,000.
 */
const common = new Set<string>(COMMON);

/** What is compared with where there is no account, so that it takes as long. Nobody knows its password. */
let decoy: Promise<string> | undefined;

/**
 * @param password composed (NFC), as the schemas make it
 * @returns the hash in argon2's own encoded form, salt and settings included
 * @throws UserError as `HashingQueue.run`
 */
export function hashPassword(password: string, asker: Asker = {}): Promise<string> {
  return hashingQueue().run(asker, () => hash(password, COST));
}

/**
 * Hashes a password that a person chooses.
 *
 * @param email of whom it is to be, lower case
 * @param address from where they come; null where it is no request, or nobody knows it
 * @throws UserError `common-password` (400) for one that is tried first, and as `HashingQueue.run`
 */
export async function hashNewPassword(password: string, email: string, address: string | null = null): Promise<string> {
  const lower = password.toLowerCase();
  if (!common.has(lower) && lower !== email) return hashPassword(password, { account: email, address });
  throw new UserError(
    "common-password",
    "Many people have this password, or it is your e-mail address, so it is tried first. Choose another.",
  );
}

/**
 * Whether the password is the one that was hashed. Takes the same time where there is no hash. It does not wait for its turn: call it
 * inside `HashingQueue.run`.
 *
 * @param hashed null where there is no such account, or it has no password
 */
export async function isPassword(password: string, hashed: string | null): Promise<boolean> {
  decoy ??= hash(randomBytes(32).toString("base64url"), COST);
  const other = await decoy;
  const matches = await verify(hashed ?? other, password);
  return matches && hashed !== null;
}
