import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, vi } from "vitest";
// It takes the project's folder when it is loaded, which is before another one is pretended.
import "@/lib/workers/run";
import { forgetSingletons } from "./singletons";

/** The folder of reports that the app serves while a test of the suite runs: a made-up one. */
export interface ContentFolder {
  /** Adds a report, or changes it. */
  put(slug: string, markdown: string): Promise<void>;
}

/** Gives each test of a suite an empty `content/` of its own. */
export function useContentFolder(): ContentFolder {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "concord-shelf-"));
    await mkdir(path.join(folder, "content"));
    vi.spyOn(process, "cwd").mockReturnValue(folder);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    async put(slug, markdown) {
      await writeFile(path.join(folder, `content/${slug}.md`), markdown);
      // It would be noticed a second later.
      forgetSingletons("library");
    },
  };
}
