import "server-only";
import { randomBytes } from "node:crypto";
import { type Config, isLoopback } from "../config";
import type { Database, Transaction } from "../db/database";
import { hashToken } from "./tokens";

/** 128 bits: short enough to be typed from another screen. */
const CODE_BYTES = 16;

/**
 * Whether setting up takes a code: wherever others than the people at this machine may come first.
 */
export function needsSetUpCode({ host, publicUrl }: Pick<Config, "host" | "publicUrl">): boolean {
  return !isLoopback(host) || (publicUrl !== null && !isLoopback(publicUrl.hostname));
}

/**
 * Makes a code. Those before it hold as well: another instance may have printed one. Only a hash of it is kept, in the database.
 *
 * @returns four groups of lower-case hexadecimal digits
 */
export async function makeSetUpCode(db: Database, now: Date = new Date()): Promise<string> {
  const digits = randomBytes(CODE_BYTES).toString("hex");
  await db.setUpCode.create({ data: { codeHash: hashToken(digits), createdAt: now } });
  return digits.match(/.{8}/gu)?.join("-") ?? digits;
}

/** Whether this is a code that was made, however its letters and hyphens are typed. */
export async function isSetUpCode(db: Database, code: string): Promise<boolean> {
  const codeHash = hashToken(code.toLowerCase().replaceAll(/[^0-9a-f]/gu, ""));
  return (await db.setUpCode.findUnique({ where: { codeHash } })) !== null;
}

/** No code sets up anything after this. */
export async function forgetSetUpCodes(tx: Transaction): Promise<void> {
  await tx.setUpCode.deleteMany();
}
