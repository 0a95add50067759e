import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, vi } from "vitest";
// The module determines the project's folder when it is loaded, so this loads it before another folder is mocked.
import "@/lib/workers/run";
import { forgetSingletons } from "./singletons";

/** A temporary folder with the reports that the app serves during a test. */
export interface ContentFolder {
  /** Adds or changes a report. */
  put(slug: string, markdown: string): Promise<void>;
}

/** Gives each test of a suite an empty `content/` folder. */
export function useContentFolder(): ContentFolder {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "concord-shelf-"));
    await mkdir(path.join(folder, "content"));
    vi.spyOn(process, "cwd").mockReturnValue(folder);
    // The settings are read again only if a variable changes, and they contain the absolute path of this folder.
    vi.stubEnv("CONTENT_DIR", path.join(folder, "content"));
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    async put(slug, markdown) {
      await writeFile(path.join(folder, `content/${slug}.md`), markdown);
      // Otherwise, the change would be noticed only after a second.
      forgetSingletons("library");
    },
  };
}
