import "server-only";
import { createHash } from "node:crypto";

/** A file of JSON as it is sent. */
export interface JsonFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** Names what it says, in quotation marks; another text has another. */
  etag: string;
}

export function jsonFile(content: unknown): JsonFile {
  const bytes = new TextEncoder().encode(JSON.stringify(content));
  // Made from the content, so that it changes with what another version of the app says of the same edition.
  return { bytes, etag: `"${createHash("sha256").update(bytes).digest("base64url")}"` };
}
