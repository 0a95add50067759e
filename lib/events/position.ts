import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { sessionSecret } from "../db/session-secret";

/*
 * Where somebody is in the log, as they are told it. The bare number of an event would say to everybody how much has happened
 * that they may not see; so it travels as one block of a cipher, with random bytes in it, and two names of one number have
 * nothing in common.
 */

const CIPHER = "aes-256-ecb";
const BLOCK = 16;
/** Bytes of a number, big-endian; of what tells our blocks from others; and the rest is random. */
const NUMBER = 6;
const MARK = Buffer.from("conc");

let held: { secret: string; key: Buffer } | undefined;

/** Whoever signs sessions reads positions. */
function key(): Buffer {
  const secret = sessionSecret();
  if (held?.secret !== secret) {
    held = { secret, key: Buffer.from(hkdfSync("sha256", secret, "", "concord event positions", 32)) };
  }
  return held.key;
}

/** Names a place in the log: what came after it is asked for by this name. It says nothing to who has no key. */
export function positionOf(number: number): string {
  const block = Buffer.concat([MARK, Buffer.alloc(NUMBER), randomBytes(BLOCK - MARK.length - NUMBER)]);
  block.writeUIntBE(number, MARK.length, NUMBER);
  const cipher = createCipheriv(CIPHER, key(), null).setAutoPadding(false);
  return Buffer.concat([cipher.update(block), cipher.final()]).toString("base64url");
}

/** The number of the event that a position names; null where we have not named it, or had another secret then. */
export function numberAt(position: string): number | null {
  const named = Buffer.from(position, "base64url");
  if (named.length !== BLOCK) return null;
  const decipher = createDecipheriv(CIPHER, key(), null).setAutoPadding(false);
  const block = Buffer.concat([decipher.update(named), decipher.final()]);
  return block.subarray(0, MARK.length).equals(MARK) ? block.readUIntBE(MARK.length, NUMBER) : null;
}
