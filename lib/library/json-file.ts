import "server-only";
import { createHash } from "node:crypto";

/** A serialized JSON response. */
export interface JsonFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** A strong entity tag, quoted. */
  etag: string;
}

export function jsonFile(content: unknown): JsonFile {
  const bytes = new TextEncoder().encode(JSON.stringify(content));
  // The tag is a hash of the content, so that it also changes if another version of the app serializes the same edition
  // differently.
  return { bytes, etag: `"${createHash("sha256").update(bytes).digest("base64url")}"` };
}
