import "server-only";
import { createHash } from "node:crypto";
import type { Actor } from "../accounts/policy";
import type { Database } from "../db/database";
import { UserError } from "../errors";
import { readableSource, withSourceFile } from "../sources/store";
import { MAX_FILE_IN_JSON } from "./edition-schemas";

/** An uploaded file. It is either part of the request or was uploaded in advance. */
export interface UploadedContent {
  name: string;
  /** SHA-256, hexadecimal. */
  hash: string;
  /** Id of the file's source; null if the file was part of the request. */
  sourceId: string | null;
  /**
   * Calls `use` with a function that returns the bytes, or the path of a file that contains them. The file exists until
   * the promise returned by `use` is settled.
   */
  withContent<T>(use: (content: () => Promise<Uint8Array | string>) => Promise<T>): Promise<T>;
}

/** The part of a request that contains a file or refers to one that was uploaded earlier. */
export type FileOfRequest = { source: string } | { name: string; file: string };

/** @throws UserError `no-such-file` (404), `upload-too-large` (413) */
export async function contentOf(db: Database, actor: Actor, file: FileOfRequest): Promise<UploadedContent> {
  return "source" in file ? storedContent(db, actor, file.source) : enclosedContent(file);
}

async function storedContent(db: Database, actor: Actor, id: string): Promise<UploadedContent> {
  const source = await readableSource(db, actor, id);
  return { name: source.name, hash: source.hash, sourceId: id, withContent: (use) => withSourceFile(db, source, use) };
}

function enclosedContent({ name, file }: { name: string; file: string }): UploadedContent {
  const bytes = new Uint8Array(Buffer.from(file, "base64"));
  if (bytes.length > MAX_FILE_IN_JSON) {
    throw new UserError("upload-too-large.inline");
  }
  const hash = createHash("sha256").update(bytes).digest("hex");
  return { name, hash, sourceId: null, withContent: (use) => use(async () => bytes) };
}
