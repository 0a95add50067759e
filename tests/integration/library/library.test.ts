import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { authorize } from "@/lib/accounts/policy";
import type { Database, Transaction } from "@/lib/db/database";
import { getDatabase } from "@/lib/db/own-database";
import { editionReport, libraryVersion } from "@/lib/editions/editions";
import { sentenceOf } from "@/lib/errors/sentence";
import { eventsSince, lastEventNumber, publish, trimEvents, withEventTransaction } from "@/lib/events/log";
import { addEdition } from "@/lib/library/add-edition";
import { loadLibrary, readFolder, type Unreadable } from "@/lib/library/folder";
import { currentLibrary, type LibraryNow, type ServedLibrary, serveLibrary, storeFolder } from "@/lib/library/library";
import { archiveReport, deleteReport, eraseReport, restoreReport } from "@/lib/library/lifecycle";
import { servedReport } from "@/lib/library/served-report";
import { lengthOf } from "@/lib/report/length";
import { parseReport } from "@/lib/report/parse";
import { pictureFile } from "@/lib/report-import/store";
import { pngOf, readPicture } from "../../support/pictures";
import { serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { makeCaller } from "../support/people";

const rules = vi.hoisted(() => ({ TEXT_RULES: 1 }));
vi.mock("@/lib/report/text-rules", () => rules);
afterEach(() => {
  rules.TEXT_RULES = 1;
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "concord-library-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFile(path.join(folder, name), text);

/** The problems with the messages that users see. */
const said = (problems: readonly Unreadable[]) =>
  problems.map(({ file, reason }) => ({ file, message: sentenceOf(reason) }));

/** Serves the temporary folder, in which the included reports are in `content`, with `contentDir` as CONTENT_DIR. */
async function serveFolder(db: Database, contentDir: string): Promise<void> {
  serve(db);
  for (const name of ["content", contentDir]) await mkdir(path.join(folder, name), { recursive: true });
  vi.spyOn(process, "cwd").mockReturnValue(folder);
  vi.stubEnv("CONTENT_DIR", path.join(folder, contentDir));
}

/** The library that results from reading the folder. */
const libraryOf = async (db: Database) => serveLibrary(db, await storeFolder(db, folder));

/** The reports in the library, with their texts. */
async function textsOf(db: Database, { reports }: ServedLibrary) {
  return Promise.all(reports.map(async ({ slug, edition }) => [slug, (await editionReport(db, edition.id))?.text]));
}

async function addInApp(db: Database, markdown: string, slug: string): Promise<void> {
  const { actor } = await makeCaller(db, "editor");
  await addEdition(db, parseReport(markdown, slug), markdown, { permit: authorize(actor, "report.add", null) });
}

describeDatabases("pictures that were imported on the command line", ({ db }) => {
  const picture = readPicture(pngOf(8, 8));
  const markdown = (source: string) =>
    `---\ntitle: Kesh\nsource: ${source}\nsha256: ${"a".repeat(64)}\n---\n\nA map.\n\n![A map](picture:${picture.id}/8x8)\n`;

  it("are stored with the report's source when the report is", async () => {
    await Promise.all(["sources", "pictures"].map((name) => mkdir(path.join(folder, name))));
    await write("sources/kesh.docx", "the file");
    await writeFile(path.join(folder, pictureFile(picture.id)), picture.bytes);
    await write("kesh.md", markdown("sources/kesh.docx"));
    expect(await storeFolder(db(), folder)).toEqual([]);
    await storeFolder(db(), folder);
    const [source, ...others] = await db().source.findMany({ include: { pictures: true, editions: true } });
    expect(others).toEqual([]);
    expect(source).toMatchObject({ name: "kesh.docx", size: 8, editions: [{ report: "kesh" }] });
    expect(source?.pictures.map(({ id }) => id)).toEqual([picture.id]);
  });

  it.each(["../outside.docx", "sources/missing.docx"])("are left out if the source is %s", async (source) => {
    const inner = path.join(folder, "content");
    await mkdir(path.join(inner, "pictures"), { recursive: true });
    await writeFile(path.join(inner, pictureFile(picture.id)), picture.bytes);
    await write("outside.docx", "secret");
    await write("content/kesh.md", markdown(source));
    expect(await storeFolder(db(), inner)).toEqual([]);
    expect(await db().source.count()).toBe(0);
    expect(await db().edition.count()).toBe(1);
  });
});

it("reads every report in a folder, sorted by title, and searches all of them", async () => {
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

it("names files that are not reports, and reads the others", async () => {
  await write("good.md", "---\ntitle: Good\n---\n\nText.");
  await write("bad.md", "no front matter");
  await write("Bad Name.md", "---\ntitle: Bad name\n---\n\nText.");
  const library = await loadLibrary(folder);
  expect(library.reports.map(({ slug }) => slug)).toEqual(["good"]);
  expect(said(library.problems)).toEqual([
    {
      file: "Bad Name.md",
      message: "The file name can only contain lowercase letters, digits and single hyphens. Rename the file.",
    },
    { file: "bad.md", message: "The report doesn’t start with front matter. Add it between 2 lines of ---." },
  ]);
});

it("is empty if there is no folder", async () => {
  const library = await loadLibrary(path.join(folder, "nowhere"));
  expect(library.reports).toEqual([]);
  expect(library.search.search("anything").total).toBe(0);
});

it("rejects files that are not text", async () => {
  await write("nul.md", "---\ntitle: Nul\n---\n\nA\0B");
  expect(said((await loadLibrary(folder)).problems)).toEqual([
    { file: "nul.md", message: "The file contains NUL characters, so it is not text." },
  ]);
});

it("continues if a file disappears while the folder is read", async () => {
  await write("a.md", "---\ntitle: Alpha\n---\n\nOne.");
  await write("b.md", "---\ntitle: Beta\n---\n\nTwo.");
  await write("c.md", "---\ntitle: Gamma\n---\n\nThree.");
  const taken: string[] = [];
  const problems = await readFolder(folder, async (_, slug) => {
    taken.push(slug);
    await rm(path.join(folder, "b.md"), { force: true });
  });
  expect(taken).toEqual(["a", "c"]);
  expect(said(problems)).toEqual([{ file: "b.md", message: "The file can't be read (ENOENT)." }]);
});

describeDatabases("the served library", ({ db }) => {
  it("handles a long report the same way as a short one, and reports its errors", async () => {
    const long = `# Rivers\n\n${`${"Trade on rivers grew. ".repeat(1_000)}[^1]\n\n`.repeat(5)}[^1]: A source.`;
    await write("long.md", `---\ntitle: Long\n---\n\n${long}`);
    await write("wrong.md", long);
    const library = await libraryOf(db());
    const loaded = await loadLibrary(folder);
    expect(loaded.reports[0]?.text.length).toBeGreaterThan(100_000);
    expect(await Promise.all(library.reports.map(({ edition }) => editionReport(db(), edition.id)))).toEqual(
      loaded.reports,
    );
    expect(library.problems).toEqual(loaded.problems);
    expect(library.problems.map(({ file }) => file)).toEqual(["wrong.md"]);
  });

  it("stores a folder's reports once and serves the stored ones", async () => {
    await write("b.md", "---\ntitle: Alpha\n---\n\nRivers and trade.");
    await write("a.md", "---\ntitle: Omega\n---\n\nTrade on rivers.");
    const library = await libraryOf(db());
    const loaded = await loadLibrary(folder);
    const opened = library.reports.map(({ edition }) => editionReport(db(), edition.id));
    expect(await Promise.all(opened)).toEqual(loaded.reports);
    expect(
      library.reports.map(({ slug, meta, length, edition: { ordinal } }) => [slug, meta, length, ordinal]),
    ).toEqual(loaded.reports.map((report) => [report.slug, report.meta, lengthOf(report), 1]));
    expect(library.bySlug.get("a")).toBe(library.reports[1]);

    const again = await libraryOf(db());
    expect(again).toEqual(library);
    expect(await eventsSince(db(), 0)).toHaveLength(2);
  });

  it("keeps the entries of reports that have not changed since the last library", async () => {
    await addInApp(db(), "---\ntitle: A\n---\n\nOne.\n", "a");
    await addInApp(db(), "---\ntitle: B\n---\n\nTwo.\n", "b");
    const before = { library: await serveLibrary(db(), []), event: await lastEventNumber(db()) };
    const rename = (source: Database | Transaction, slug: string) =>
      source.report.update({ where: { slug }, data: { title: "Renamed", version: { increment: 1 } } });
    await withEventTransaction(db(), async (tx) => {
      await rename(tx, "b");
      await publish(tx, { kind: "report.edited", report: "b", subjectId: "b", version: 2, actorId: null });
    });
    const after = await serveLibrary(db(), [], before);
    expect(after.bySlug.get("a")).toBe(before.library.bySlug.get("a"));
    expect(after.bySlug.get("b")?.meta.title).toBe("Renamed");
    expect(after).toEqual(await serveLibrary(db(), []));
    // Without an event, a change goes unnoticed, because the report isn't read again.
    await rename(db(), "a");
    expect((await serveLibrary(db(), [], before)).bySlug.get("a")?.meta.title).toBe("A");
  });

  it("is the same after any change as if all reports were read again", async () => {
    serve(db());
    const { actor } = await makeCaller(db(), "owner");
    for (const [slug, title] of [
      ["a", "A"],
      ["b", "B"],
      ["c", "C"],
      ["d", "D"],
    ] as const) {
      await addInApp(db(), `---\ntitle: ${title}\n---\n\nOne.\n`, slug);
    }
    let before: LibraryNow | null = null;
    const change: (() => Promise<unknown>)[] = [
      async () => {},
      () => addInApp(db(), "---\ntitle: Zero\n---\n\nTwo.\n", "a"),
      () => addInApp(db(), "---\ntitle: E\n---\n\nOne.\n", "e"),
      () => archiveReport(db(), actor, "b"),
      () => deleteReport(db(), actor, "c", { title: "C" }),
      () => deleteReport(db(), actor, "d", { title: "D" }),
      () => restoreReport(db(), actor, "d"),
      () => eraseReport(db(), actor, "c"),
      () => addInApp(db(), "---\ntitle: Once more\n---\n\nOne.\n", "c"),
      () => trimEvents(db(), new Date(), { milliseconds: 0, events: 0 }),
    ];
    for (const each of change) {
      await each();
      const after: ServedLibrary = await serveLibrary(db(), [], before);
      expect(after).toEqual(await serveLibrary(db(), []));
      before = { library: after, event: await lastEventNumber(db()) };
    }
    expect(before?.library.reports.map(({ meta }) => meta.title)).toEqual(["B", "D", "E", "Once more", "Zero"]);
  });

  it("adds missing summaries to older editions", async () => {
    await write("a.md", "---\ntitle: Alpha\n---\n\nOne two.");
    const { reports } = await libraryOf(db());
    await db().$executeRaw`UPDATE "Edition" SET "summary" = NULL`;
    expect((await libraryOf(db())).reports).toEqual(reports);
    expect(await db().edition.findFirst({ select: { summary: true } })).toMatchObject({
      summary: { length: { words: 2 } },
    });
  });

  it("follows a file that is changed, broken or removed, and loses nothing", async () => {
    await write("a.md", "---\ntitle: Alpha\n---\n\nOne.");
    await libraryOf(db());
    await write("a.md", "---\ntitle: Alpha\n---\n\nTwo.");
    const changed = await libraryOf(db());
    expect(await textsOf(db(), changed)).toEqual([["a", "Two."]]);
    expect(changed.bySlug.get("a")?.edition.ordinal).toBe(2);

    await write("a.md", "no front matter");
    await write("b.md", "nor here");
    const broken = await libraryOf(db());
    expect(await textsOf(db(), broken)).toEqual([["a", "Two."]]);
    expect(said(broken.problems)).toEqual([
      {
        file: "a.md",
        message: expect.stringMatching(/^The report doesn’t start .* The last valid edition is shown instead\.$/u),
      },
      {
        file: "b.md",
        message: expect.stringMatching(/^The report doesn’t start [^.]*\. Add it between 2 lines of ---\.$/u),
      },
    ]);

    await rm(path.join(folder, "a.md"));
    const taken = await libraryOf(db());
    expect(await textsOf(db(), taken)).toEqual([["a", "Two."]]);
    expect(await db().edition.count()).toBe(2);
  });

  it("does not go back to an older edition because of an unchanged file", async () => {
    const first = "---\ntitle: Alpha\n---\n\nOne.";
    const second = "---\ntitle: Alpha\n---\n\nTwo.";
    await write("a.md", first);
    await libraryOf(db());
    await addInApp(db(), second, "a");
    const served = await libraryOf(db());
    expect(await textsOf(db(), served)).toEqual([["a", "Two."]]);
    expect(served.bySlug.get("a")?.edition.ordinal).toBe(2);
    expect((await libraryOf(db())).version).toBe(await libraryVersion(db()));
    expect(await db().edition.count()).toBe(2);

    await write("a.md", "---\ntitle: Alpha\n---\n\nThree.");
    expect(await textsOf(db(), await libraryOf(db()))).toEqual([["a", "Three."]]);
  });

  it("includes reports added in the app, with or without a file", async () => {
    await write("b.md", "---\ntitle: Beta\n---\n\nA file.");
    await addInApp(db(), "---\ntitle: Alpha\n---\n\nAdded.", "a");
    const served = await libraryOf(db());
    expect(await textsOf(db(), served)).toEqual([
      ["a", "Added."],
      ["b", "A file."],
    ]);
    await rm(path.join(folder, "b.md"));
    expect((await libraryOf(db())).reports.map(({ slug }) => slug)).toEqual(["a", "b"]);
  });

  it("parses the newest editions again when the text rules change", async () => {
    await write("a.md", "---\ntitle: Alpha\n---\n\nOne.");
    await libraryOf(db());
    await addInApp(db(), "---\ntitle: Alpha\n---\n\nTwo.", "a");
    rules.TEXT_RULES = 2;
    const served = await Promise.all([libraryOf(db()), libraryOf(db())]);
    for (const library of served) {
      expect(await textsOf(db(), library)).toEqual([["a", "Two."]]);
      expect(library.bySlug.get("a")?.edition.ordinal).toBe(3);
    }
    expect(await db().edition.count()).toBe(3);
  });

  it("consists of the included reports and those in CONTENT_DIR, whose editions are newer", async () => {
    await serveFolder(db(), "imports");
    await write("content/a.md", "---\ntitle: Alpha\n---\n\nOne.");
    await write("content/b.md", "---\ntitle: Beta\n---\n\nIncluded.");
    await write("imports/b.md", "---\ntitle: Beta\n---\n\nImported.");
    await write("imports/c.md", "No front matter.");
    const library = await currentLibrary();
    expect(await textsOf(db(), library)).toEqual([
      ["a", "One."],
      ["b", "Imported."],
    ]);
    expect(library.problems.map(({ file }) => file)).toEqual(["c.md"]);
  });

  it("is reloaded when a file has changed, and after a failure", async () => {
    await serveFolder(db(), "content");
    vi.useFakeTimers({ toFake: ["performance"] });
    try {
      const { actor } = await makeCaller(db(), "reader");
      await write("content/a.md", "---\ntitle: Alpha\n---\n\nOne.");
      const first = await currentLibrary();
      expect(await currentLibrary()).toBe(first);
      await write("content/a.md", "---\ntitle: Alpha\n---\n\nOne and more.");
      vi.advanceTimersByTime(999);
      expect(await currentLibrary()).toBe(first);
      vi.advanceTimersByTime(1);
      expect((await servedReport(actor, "a")).report.text).toBe("One and more.");

      await addInApp(db(), "---\ntitle: Beta\n---\n\nAdded.", "b");
      expect((await currentLibrary()).reports.map(({ slug }) => slug)).toEqual(["a", "b"]);
      expect(await currentLibrary()).toBe(await currentLibrary());

      await write("content/a.md", "---\ntitle: Alpha\n---\n\nOne and yet more.");
      vi.advanceTimersByTime(1_000);
      const failing = vi.spyOn(await getDatabase(), "$transaction").mockRejectedValueOnce(new Error("gone"));
      await expect(currentLibrary()).rejects.toThrow("gone");
      failing.mockRestore();
      expect((await servedReport(actor, "a")).report.text).toBe("One and yet more.");
    } finally {
      vi.useRealTimers();
    }
  });
});
