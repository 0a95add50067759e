import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { loadLibrary } from "@/lib/library/library";

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
  expect(library.search.search("river").hits.map(({ report }) => report)).toEqual(["b", "a"]);
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
