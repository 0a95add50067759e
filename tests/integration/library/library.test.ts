import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { database } from "@/lib/db/database";
import { eventsSince } from "@/lib/events/log";
import { loadLibrary } from "@/lib/library/folder";
import { currentLibrary, serveLibrary } from "@/lib/library/library";
import { serve } from "../support/calls";
import { describeDatabases } from "../support/databases";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "concord-library-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFile(path.join(folder, name), text);

it("reads every report of a folder, by title, and searches all of them", async () => {
  await write("b.md", "---\ntitle: Alpha\n---\n\nRivers and trade.");
  await write("a.md", "---\ntitle: Omega\n---\n\nTrade on rivers.");
  await write("README.md", "# Not a report");
  await mkdir(path.join(folder, "sources"));
  const library = await loadLibrary(folder);
  expect(library.reports.map(({ slug }) => slug)).toEqual(["b", "a"]);
  expect(
    library.search
      .search("river")
      .hits()
      .map(({ report }) => report),
  ).toEqual(["b", "a"]);
  expect(library.problems).toEqual([]);
});

it("says which files are no reports, and reads the others", async () => {
  await write("good.md", "---\ntitle: Good\n---\n\nText.");
  await write("bad.md", "no front matter");
  await write("Bad Name.md", "---\ntitle: Bad name\n---\n\nText.");
  const library = await loadLibrary(folder);
  expect(library.reports.map(({ slug }) => slug)).toEqual(["good"]);
  expect(library.problems).toEqual([
    { file: "Bad Name.md", message: "The file's name must be lower-case letters, digits and single hyphens." },
    { file: "bad.md", message: "The report does not begin with front matter between two lines of ---." },
  ]);
});

it("is empty where there is no folder", async () => {
  const library = await loadLibrary(path.join(folder, "nowhere"));
  expect(library.reports).toEqual([]);
  expect(library.search.search("anything").total).toBe(0);
});

it("takes no file that is not text", async () => {
  await write("nul.md", "---\ntitle: Nul\n---\n\nA\0B");
  expect((await loadLibrary(folder)).problems).toEqual([
    { file: "nul.md", message: "The file holds the character NUL, so it is no text." },
  ]);
});

describeDatabases("the served library", ({ db }) => {
  it("stores a folder's reports once and serves what is stored", async () => {
    await write("b.md", "---\ntitle: Alpha\n---\n\nRivers and trade.");
    await write("a.md", "---\ntitle: Omega\n---\n\nTrade on rivers.");
    const library = await serveLibrary(db(), folder);
    const loaded = await loadLibrary(folder);
    expect(library.reports).toEqual(loaded.reports);
    expect(library.search.search("river").hits()).toEqual(loaded.search.search("river").hits());
    expect([...library.editions].map(([slug, { ordinal }]) => [slug, ordinal])).toEqual([
      ["a", 1],
      ["b", 1],
    ]);

    const again = await serveLibrary(db(), folder);
    expect(again.editions).toEqual(library.editions);
    expect(again.reports).toEqual(library.reports);
    expect(await eventsSince(db(), 0)).toHaveLength(2);
  });

  it("follows a file that changes, breaks or is taken away, and loses nothing", async () => {
    await write("a.md", "---\ntitle: Alpha\n---\n\nOne.");
    await serveLibrary(db(), folder);
    await write("a.md", "---\ntitle: Alpha\n---\n\nTwo.");
    const changed = await serveLibrary(db(), folder);
    expect(changed.reports[0]?.text).toBe("Two.");
    expect(changed.editions.get("a")?.ordinal).toBe(2);

    await write("a.md", "no front matter");
    await write("b.md", "nor here");
    const broken = await serveLibrary(db(), folder);
    expect(broken.reports.map(({ text }) => text)).toEqual(["Two."]);
    expect(broken.problems).toEqual([
      {
        file: "a.md",
        message: expect.stringMatching(/^The report does not begin .* Its last good edition is shown\.$/u),
      },
      { file: "b.md", message: expect.stringMatching(/^The report does not begin [^.]*\.$/u) },
    ]);

    await rm(path.join(folder, "a.md"));
    const taken = await serveLibrary(db(), folder);
    expect([taken.reports, [...taken.editions]]).toEqual([[], []]);
    expect(await db().edition.count()).toBe(2);
  });

  it("is read again when a file has changed, and after a failure", async () => {
    serve(db());
    await mkdir(path.join(folder, "content"));
    vi.spyOn(process, "cwd").mockReturnValue(folder);
    try {
      await write("content/a.md", "---\ntitle: Alpha\n---\n\nOne.");
      const first = await currentLibrary();
      expect(await currentLibrary()).toBe(first);
      await write("content/a.md", "---\ntitle: Alpha\n---\n\nOne and more.");
      expect((await currentLibrary()).reports[0]?.text).toBe("One and more.");

      await write("content/a.md", "---\ntitle: Alpha\n---\n\nOne and yet more.");
      const failing = vi.spyOn(await database(), "$transaction").mockRejectedValueOnce(new Error("gone"));
      await expect(currentLibrary()).rejects.toThrow("gone");
      failing.mockRestore();
      expect((await currentLibrary()).reports[0]?.text).toBe("One and yet more.");
    } finally {
      vi.restoreAllMocks();
    }
  });
});
