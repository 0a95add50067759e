import "server-only";
import { randomBytes } from "node:crypto";
import { type Config, isLoopback } from "../config";
import type { Database, Transaction } from "../db/database";
import { hashToken } from "./tokens";

/** 128 bits are secure enough, and the code is still short enough to copy by hand from another screen. */
const CODE_BYTES = 16;

/** Whether set-up requires a code, which is the case if other machines can reach this instance. */
export function needsSetUpCode({ host, publicUrl }: Pick<Config, "host" | "publicUrl">): boolean {
  return !isLoopback(host) || (publicUrl !== null && !isLoopback(publicUrl.hostname));
}

/**
 * Creates a code. Earlier codes stay valid, because another instance may have printed one. Only a hash is stored.
 *
 * @returns four groups of lower-case hexadecimal digits
 */
export async function makeSetUpCode(db: Database, now: Date = new Date()): Promise<string> {
  const digits = randomBytes(CODE_BYTES).toString("hex");
  await db.setUpCode.create({ data: { codeHash: hashToken(digits), createdAt: now } });
  return digits.match(/.{8}/gu)?.join("-") ?? digits;
}

/** Whether this is a valid code, ignoring case and separators. */
export async function isSetUpCode(db: Database, code: string): Promise<boolean> {
  const codeHash = hashToken(code.toLowerCase().replaceAll(/[^0-9a-f]/gu, ""));
  return (await db.setUpCode.findUnique({ where: { codeHash } })) !== null;
}

/** Invalidates all codes. */
export async function forgetSetUpCodes(tx: Transaction): Promise<void> {
  await tx.setUpCode.deleteMany();
}
