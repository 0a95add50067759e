import "server-only";
import type { Actor } from "../accounts/policy";
import type { Database } from "../db/database";
import type { RegionToMark } from "../report-import/corrections/regions";
import type { ReadRegion, RegionToRead, readMarkedRegion } from "../report-import/uploaded-regions";
import { storePictures } from "../sources/pictures";
import { runKeyed, type Task } from "../workers/run";
import type { UploadedContent } from "./uploaded-content";

const READ_REGION: Task<typeof readMarkedRegion> = {
  file: "lib/report-import/worker-tasks.ts",
  name: "readMarkedRegion",
  lane: "file",
  tooMuch: "too-much-work.reading",
};

/**
 * Has a worker read the regions of a PDF that users have marked, and stores their pictures.
 *
 * @throws any error from `readMarkedRegion`
 */
export async function readRegions(
  db: Database,
  actor: Actor,
  { hash, sourceId, withContent }: Pick<UploadedContent, "hash" | "sourceId" | "withContent">,
  regions: readonly RegionToMark[],
  options: Pick<RegionToRead, "recognize" | "language">,
): Promise<ReadRegion[]> {
  if (regions.length === 0) return [];
  return withContent(async (content) => {
    let file: ReturnType<typeof content> | undefined;
    const once = () => (file ??= content());
    const found: ReadRegion[] = [];
    for (const region of regions) {
      const key = { hash, region, ...options };
      const input = async () => ({ content: await once(), region, ...options });
      found.push(await runKeyed(READ_REGION, { key, input }, actor.id));
    }
    const pictures = found.flatMap((each) => each.pictures);
    if (sourceId !== null) await storePictures(db, sourceId, pictures);
    return found;
  });
}
