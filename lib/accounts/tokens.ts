import { createHash, randomBytes } from "node:crypto";

const BYTES = 32;

/**
 * A secret for a link: 256 random bits as 43 characters of base64url. It is shown only once. Only its hash is stored
 * (`hashToken`).
 */
export function newToken(): string {
  return randomBytes(BYTES).toString("base64url");
}

/**
 * The stored form of a token: SHA-256, hexadecimal. A token has too much entropy to be guessed, so the hash needs no
 * salt and can serve as a lookup key.
 */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
