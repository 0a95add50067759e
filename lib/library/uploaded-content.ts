import "server-only";
import { createHash } from "node:crypto";
import type { Actor } from "../accounts/policy";
import type { Database } from "../db/database";
import { UserError } from "../errors";
import { SIGNATURE_BYTES } from "../report-import/signature";
import { readableSource, sourceBytes, withSourceFile } from "../sources/store";
import { isTextTooLarge, MAX_FILE_IN_JSON } from "./edition-schemas";

/** An uploaded file, whichever way it came. */
export interface UploadedContent {
  name: string;
  /** SHA-256, hexadecimal. */
  hash: string;
  /**
   * Calls `use` with a function that returns the bytes or the path of a file that has them. The file is there until the promise of `use` is
   * settled.
   */
  withContent<T>(use: (content: () => Promise<Uint8Array | string>) => Promise<T>): Promise<T>;
}

/** The part of a request that holds a file, or names one that was uploaded before. */
export type FileOfRequest = { source: string } | { name: string; file: string };

/** @throws UserError `no-such-file` (404), `upload-too-large` (413) */
export async function contentOf(db: Database, actor: Actor, file: FileOfRequest): Promise<UploadedContent> {
  return "source" in file ? storedContent(db, actor, file.source) : enclosedContent(file);
}

async function storedContent(db: Database, actor: Actor, id: string): Promise<UploadedContent> {
  const source = await readableSource(db, actor, id);
  const parts = sourceBytes(db, id, 0, Math.min(source.size, SIGNATURE_BYTES));
  const { value: start } = await parts.next();
  requireShortText(source.name, start ?? new Uint8Array(), source.size);
  return { name: source.name, hash: source.hash, withContent: (use) => withSourceFile(db, source, use) };
}

function enclosedContent({ name, file }: { name: string; file: string }): UploadedContent {
  const bytes = new Uint8Array(Buffer.from(file, "base64"));
  if (bytes.length > MAX_FILE_IN_JSON) {
    throw new UserError("upload-too-large", "The file is larger than 10 MB. Upload it to /api/sources first.", 413);
  }
  requireShortText(name, bytes, bytes.length);
  const hash = createHash("sha256").update(bytes).digest("hex");
  return { name, hash, withContent: (use) => use(async () => bytes) };
}

/** Unlike a book with images, a long text uses memory in the browsers of all its readers. */
function requireShortText(name: string, start: Uint8Array, size: number): void {
  if (!isTextTooLarge(name, start, size)) return;
  throw new UserError(
    "upload-too-large",
    "The file is larger than 1 MB, the maximum for plain text. Split it into several reports.",
    413,
  );
}
