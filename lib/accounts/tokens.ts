import { createHash, randomBytes } from "node:crypto";

const BYTES = 32;

/** A secret for a link: 256 random bits, as 43 characters of base64url. It is told once and stored as `hashToken` of it. */
export function newToken(): string {
  return randomBytes(BYTES).toString("base64url");
}

/**
 * What is stored of a token: SHA-256, hexadecimal. A token has too many bits to be guessed from it, so it needs no salt, and
 * a row can be looked up by it.
 */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
