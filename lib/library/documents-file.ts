import "server-only";
import { createHash } from "node:crypto";
import { type Actor, authorize } from "../accounts/policy";
import { UserError } from "../errors";
import type { SearchDocument } from "../search/documents";
import { Keeper } from "./keeper";
import { currentLibrary } from "./library";

/** A file of JSON as it is sent. */
export interface JsonFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** Names what it says, in quotation marks; another text has another. */
  etag: string;
}

/** Files that are kept: of the few reports that a team reads at a time. */
const files = new Keeper<JsonFile>(12);

/**
 * What a browser indexes to search a report by itself: the searchable blocks of its text, and nothing that not all may see.
 * It is made once for each edition.
 *
 * @throws UserError `no-such-report` (404)
 */
export async function documentsFile(actor: Actor, slug: string): Promise<JsonFile> {
  authorize(actor, "report.read", null);
  const { documents, editions } = await currentLibrary();
  const own = documents.get(slug);
  const edition = editions.get(slug);
  if (!own || !edition) throw new UserError("no-such-report", "There is no report with this name.", 404);
  return files.get(slug, edition.id, async () => jsonFile(own));
}

function jsonFile(documents: readonly SearchDocument[]): JsonFile {
  const bytes = new TextEncoder().encode(JSON.stringify(documents));
  // Made from the content, so that it changes with what another version of the app says of the same edition.
  return { bytes, etag: `"${createHash("sha256").update(bytes).digest("base64url")}"` };
}
