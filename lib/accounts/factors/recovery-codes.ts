import "server-only";
import { randomBytes } from "node:crypto";
import type { Database, Transaction } from "../../db/database";
import { hashToken } from "../tokens";

/** Number of codes that a user gets at once. */
const COUNT = 10;

/** 32 characters without those that look alike: no i, l, o, and no u (Crockford's Base32). */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** 16 characters of 5 bits each. Like a token, a code has too much entropy to be guessed from its hash. */
const LENGTH = 16;

/** A new code in groups of four, for example "7k2m-x0qv-93ta-pd5w". */
function newCode(): string {
  const characters = [...randomBytes(LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
  return characters.match(/.{4}/gu)!.join("-");
}

/** The stored form of a code. Case, spaces, hyphens and characters that look alike don't matter. */
function hashCode(typed: string): string {
  const code = typed.toLowerCase().replaceAll(/[\s-]/gu, "").replaceAll("o", "0").replaceAll(/[il]/gu, "1");
  return hashToken(code);
}

/**
 * Replaces a user's codes with new ones.
 *
 * @returns the codes, which can't be shown again
 */
export async function replaceCodes(tx: Transaction, personId: string, now: Date): Promise<string[]> {
  const codes = Array.from({ length: COUNT }, newCode);
  await tx.recoveryCode.deleteMany({ where: { personId } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ codeHash: hashCode(code), personId, createdAt: now })),
  });
  return codes;
}

/** Uses up a code. If several requests do so at once, only one of them succeeds. */
export async function spendCode(tx: Database | Transaction, personId: string, typed: string): Promise<boolean> {
  const { count } = await tx.recoveryCode.deleteMany({ where: { personId, codeHash: hashCode(typed) } });
  return count === 1;
}
