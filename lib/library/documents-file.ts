import "server-only";
import type { Actor } from "../accounts/policy";
import { VersionedCache } from "../versioned-cache";
import { type JsonFile, jsonFile } from "./json-file";
import { servedReport } from "./served-report";

/** Maximum number of cached files. A team reads only a few reports at a time. */
const files = new VersionedCache<JsonFile>(12);

/**
 * The file from which the browser builds its own search index of a report. It contains the searchable blocks and figures, but
 * nothing that some users can't see.
 *
 * @throws UserError `no-such-report` (404)
 */
export async function documentsFile(actor: Actor, slug: string): Promise<JsonFile> {
  const { documents, stamp } = await servedReport(actor, slug);
  return files.get(slug, stamp, async () => jsonFile(documents));
}
