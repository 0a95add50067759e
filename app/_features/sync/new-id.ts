import { idOwnedBy } from "@/lib/annotations/highlights/id-owner";

/** Returns an id for something that the user is creating. The server verifies that the id belongs to that user. */
export function newOwnId(personId: string): string {
  return idOwnedBy(personId, newId().replaceAll("-", "").slice(0, 16));
}

/** Returns a new UUID. `crypto.randomUUID` is only available in secure contexts. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  // Version 4, variant 1 (RFC 9562).
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/u, "$1-$2-$3-$4-");
}
