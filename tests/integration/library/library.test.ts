import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { authorize } from "@/lib/accounts/policy";
import type { Database } from "@/lib/db/database";
import { database } from "@/lib/db/own-database";
import { eventsSince } from "@/lib/events/log";
import { addEdition } from "@/lib/library/add-edition";
import { loadLibrary } from "@/lib/library/folder";
import { currentLibrary, serveLibrary } from "@/lib/library/library";
import { parseReport } from "@/lib/report/parse";
import { serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { makeCaller } from "../support/people";

const rules = vi.hoisted(() => ({ TEXT_RULES: 1 }));
vi.mock("@/lib/report/text-rules", () => rules);
afterEach(() => {
  rules.TEXT_RULES = 1;
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "concord-library-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFile(path.join(folder, name), text);

async function addInApp(db: Database, markdown: string, slug: string): Promise<void> {
  const { actor } = await makeCaller(db, "editor");
  await addEdition(db, parseReport(markdown, slug), markdown, { permit: authorize(actor, "edition.add", null) });
}

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

  it("is not led back to an older edition by a file that has stayed as it was", async () => {
    const first = "---\ntitle: Alpha\n---\n\nOne.";
    const second = "---\ntitle: Alpha\n---\n\nTwo.";
    await write("a.md", first);
    await serveLibrary(db(), folder);
    await addInApp(db(), second, "a");
    const served = await serveLibrary(db(), folder);
    expect(served.reports.map(({ text }) => text)).toEqual(["Two."]);
    expect(served.editions.get("a")?.ordinal).toBe(2);
    expect((await serveLibrary(db(), folder)).stored).toBe(2);
    expect(await db().edition.count()).toBe(2);

    await write("a.md", "---\ntitle: Alpha\n---\n\nThree.");
    expect((await serveLibrary(db(), folder)).reports[0]?.text).toBe("Three.");
  });

  it("has what was added in the app, with a file or without one", async () => {
    await write("b.md", "---\ntitle: Beta\n---\n\nA file.");
    await addInApp(db(), "---\ntitle: Alpha\n---\n\nAdded.", "a");
    const served = await serveLibrary(db(), folder);
    expect(served.reports.map(({ slug, text }) => [slug, text])).toEqual([
      ["a", "Added."],
      ["b", "A file."],
    ]);
    expect(served.search.search("added").total).toBe(1);
    await rm(path.join(folder, "b.md"));
    expect((await serveLibrary(db(), folder)).reports.map(({ slug }) => slug)).toEqual(["a"]);
  });

  it("reads the newest editions again when the rules of texts have changed", async () => {
    await write("a.md", "---\ntitle: Alpha\n---\n\nOne.");
    await serveLibrary(db(), folder);
    await addInApp(db(), "---\ntitle: Alpha\n---\n\nTwo.", "a");
    rules.TEXT_RULES = 2;
    const served = await Promise.all([serveLibrary(db(), folder), serveLibrary(db(), folder)]);
    for (const { reports, editions } of served) {
      expect(reports[0]?.text).toBe("Two.");
      expect(editions.get("a")?.ordinal).toBe(3);
    }
    expect(await db().edition.count()).toBe(3);
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

      await addInApp(db(), "---\ntitle: Beta\n---\n\nAdded.", "b");
      expect((await currentLibrary()).reports.map(({ slug }) => slug)).toEqual(["a", "b"]);
      expect(await currentLibrary()).toBe(await currentLibrary());

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
