import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { sessionSecret } from "../db/session-secret";

/*
 * A position is an encrypted event number for clients. A plain number would reveal how much is happening that a user
 * can't see, so it is encrypted as one cipher block together with random bytes. The random bytes make two positions of
 * the same number look unrelated.
 */

const CIPHER = "aes-256-ecb";
const BLOCK = 16;
/** Layout of the block: a marker that identifies our blocks, the number in 6 bytes (big-endian), and random bytes. */
const NUMBER = 6;
const MARK = Buffer.from("conc");

let held: { secret: string; key: Buffer } | undefined;

/** Derived from the session secret, so that all instances can read each other's positions. */
function key(): Buffer {
  const secret = sessionSecret();
  if (held?.secret !== secret) {
    held = { secret, key: Buffer.from(hkdfSync("sha256", secret, "", "concord event positions", 32)) };
  }
  return held.key;
}

/** The position for an event number, from which a client can resume. It reveals nothing without the key. */
export function positionOf(number: number): string {
  const block = Buffer.concat([MARK, Buffer.alloc(NUMBER), randomBytes(BLOCK - MARK.length - NUMBER)]);
  block.writeUIntBE(number, MARK.length, NUMBER);
  const cipher = createCipheriv(CIPHER, key(), null).setAutoPadding(false);
  return Buffer.concat([cipher.update(block), cipher.final()]).toString("base64url");
}

/** The event number of a position; null if it is invalid or was encrypted with another secret. */
export function numberAt(position: string): number | null {
  const named = Buffer.from(position, "base64url");
  if (named.length !== BLOCK) return null;
  const decipher = createDecipheriv(CIPHER, key(), null).setAutoPadding(false);
  const block = Buffer.concat([decipher.update(named), decipher.final()]);
  return block.subarray(0, MARK.length).equals(MARK) ? block.readUIntBE(MARK.length, NUMBER) : null;
}
