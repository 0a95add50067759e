import "server-only";
import { type Actor, authorize } from "../accounts/policy";
import { VersionedCache } from "../versioned-cache";
import { type JsonFile, jsonFile } from "./json-file";
import { servedReport } from "./served-report";

/** Files that are kept: of the few reports that a team reads at a time. */
const files = new VersionedCache<JsonFile>(12);

/**
 * What a browser indexes to search a report by itself: the searchable blocks of its text, and nothing that not all may see.
 * It is made once for each edition.
 *
 * @throws UserError `no-such-report` (404)
 */
export async function documentsFile(actor: Actor, slug: string): Promise<JsonFile> {
  authorize(actor, "report.read", null);
  const { documents, edition } = await servedReport(slug);
  return files.get(slug, edition.id, async () => jsonFile(documents));
}
