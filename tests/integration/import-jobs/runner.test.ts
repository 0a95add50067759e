import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, expect, it } from "vitest";
import { GET as LIVE } from "@/app/api/health/live/route";
import type { Actor } from "@/lib/accounts/policy";
import { listInbox } from "@/lib/annotations/inbox/inbox";
import { closeDatabase, openDatabase } from "@/lib/db/database";
import { problem } from "@/lib/errors/problem";
import { sentenceOf } from "@/lib/errors/sentence";
import { eventsSince, lastEventNumber } from "@/lib/events/log";
import { createImportJob, discardImportJob, listImportJobs } from "@/lib/library/import-jobs/jobs";
import { claimNext } from "@/lib/library/import-jobs/queue";
import { addUpload, previewEdition } from "@/lib/library/uploads";
import { readableSource, storeSource } from "@/lib/sources/store";
import { pdfOf } from "../../unit/report-import/pdf/pdf-writer";
import { serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { makeCaller } from "../support/people";
import { forgetSingletons } from "../support/singletons";
import { queueFile, reading, statesOf, TEXT, useRunners } from "./support";

describeDatabases("import jobs", ({ provider, db, url }) => {
  let ann: Actor;
  let bob: Actor;
  beforeEach(async () => {
    serve(db());
    ann = (await makeCaller(db(), "editor", "Ann")).actor;
    bob = (await makeCaller(db(), "owner", "Bob")).actor;
  });
  const start = useRunners();
  const shown = (actor: Actor) => expect.poll(() => statesOf(db(), actor), { timeout: 20_000, interval: 50 });
  const inbox = async (actor: Actor) => (await listInbox(db(), actor, undefined)).items;

  it("read a file, notify only its uploader, and keep it until it is added", async () => {
    const pdf = pdfOf([
      [
        { text: "Tolls of the Basin", x: 60, y: 60, size: 22, font: "bold" },
        { text: TEXT, x: 60, y: 100 },
      ],
      [{ text: "It rained.", x: 60, y: 100 }],
    ]);
    const { id: source } = await storeSource(db(), ann, { name: "tolls.pdf", body: [pdf] });
    const upload = { source, given: { language: "en" as const, year: 1904 } };
    const direct = await previewEdition(db(), ann, { ...upload, slug: null });
    const before = await lastEventNumber(db());
    const job = await createImportJob(db(), ann, { source, given: {} });
    start(db());
    await shown(ann).toEqual(["tolls.pdf done"]);
    expect(await statesOf(db(), bob)).toEqual([]);
    expect(await inbox(ann)).toMatchObject([
      { kind: "imported", job: job.id, name: "tolls.pdf", hasFailed: false, isRead: false },
    ]);
    expect(await inbox(bob)).toEqual([]);
    expect(await eventsSince(db(), before)).toMatchObject([{ kind: "inbox.added", subjectId: ann.id, report: null }]);

    // The stored result is used, even though the file can no longer be read and nothing else is cached.
    forgetSingletons("worker-results");
    await db().sourceChunk.deleteMany({ where: { sourceId: source } });
    expect(await previewEdition(db(), ann, { ...upload, slug: null })).toEqual(direct);
    await addUpload(db(), ann, { ...upload, slug: "tolls", after: null });
    expect(await db().edition.findFirst()).toMatchObject({ report: "tolls", sourceId: source });
    expect((await db().edition.findFirstOrThrow()).markdown).toContain("year: 1904");
    expect([await statesOf(db(), ann), await inbox(ann)]).toEqual([[], []]);
    const kinds = (await eventsSince(db(), before)).map(({ kind }) => kind);
    expect(kinds).toEqual(["inbox.added", "inbox.read", "edition.stored"]);
    expect(await readableSource(db(), bob, source)).toMatchObject({ name: "tolls.pdf" });
  });

  it("fail with a message for a file that can't be read, and start again when given a title", async () => {
    const failed = await queueFile(db(), ann, "untitled.txt", "It has no title. It only has sentences.");
    start(db());
    await shown(ann).toEqual(["untitled.txt failed"]);
    const { jobs } = await listImportJobs(db(), ann);
    expect(jobs[0]?.problem).toMatchObject({ code: "upload-title", message: expect.stringMatching(/title/u) });
    expect(await inbox(ann)).toMatchObject([{ kind: "imported", hasFailed: true }]);
    await createImportJob(db(), ann, { source: failed.source, given: { title: "A title" } });
    await shown(ann).toEqual(["untitled.txt done"]);
    const preview = await previewEdition(db(), ann, { source: failed.source, given: {}, slug: null });
    expect(preview.meta.title).toBe("A title");
  });

  it("fail without details if there is a bug, and do not block other jobs", async () => {
    await queueFile(db(), ann);
    start(db(), { read: reading("fail") });
    await shown(ann).toEqual(["tolls.md failed"]);
    expect((await listImportJobs(db(), ann)).jobs[0]?.problem?.code).toBe("internal");
  });

  // The memory that a task uses doesn't depend on the type of database.
  it.each(provider === "sqlite" ? (["spin", "hoard"] as const) : (["spin"] as const))(
    "fail with a message for a file that is too demanding, without slowing anything down: %s",
    async (name) => {
      await queueFile(db(), ann);
      start(db(), { read: reading(name, name === "spin" ? 2 : 60) });
      await shown(ann).toEqual(["tolls.md running"]);
      const times: number[] = [];
      while ((await statesOf(db(), ann))[0] === "tolls.md running") {
        const asked = performance.now();
        const answer = await LIVE(new Request("http://127.0.0.1:3000/api/health/live"), {
          params: Promise.resolve({}),
        });
        times.push(performance.now() - asked);
        expect(answer.status).toBe(200);
        await sleep(20);
      }
      expect((await listImportJobs(db(), ann)).jobs[0]?.problem).toEqual({
        code: "too-much-work",
        message: sentenceOf(problem("too-much-work.job")),
      });
      times.sort((a, b) => a - b);
      expect(times.length).toBeGreaterThan(10);
      expect(times[Math.floor(times.length * 0.99)]).toBeLessThan(100);
    },
    60_000,
  );

  it("show their progress, and can be cancelled while they are running", async () => {
    const { id, source } = await queueFile(db(), ann, "endless.pdf");
    await queueFile(db(), ann, "next.md");
    const runner = start(db(), { read: reading("spin") });
    const progress = async () => (await listImportJobs(db(), ann)).jobs[0]?.progress;
    await expect.poll(progress, { timeout: 20_000 }).toEqual({ stage: "pages", page: 3, pages: 400 });
    expect(await statesOf(db(), ann)).toEqual(["endless.pdf running", "next.md waiting 1"]);
    await discardImportJob(db(), ann, id);
    expect(await db().source.count({ where: { id: source } })).toBe(0);
    // The worker has been stopped, so the next file is read.
    await expect.poll(progress, { timeout: 20_000 }).toEqual({ stage: "pages", page: 3, pages: 400 });
    expect(await statesOf(db(), ann)).toEqual(["next.md running"]);
    await runner.stop();
    expect(await inbox(ann)).toEqual([]);
  });

  it("return to the queue when their server stops, and are started again after the next start", async () => {
    await queueFile(db(), ann);
    const first = start(db(), { read: reading("spin") });
    await shown(ann).toEqual(["tolls.md running"]);
    await first.stop();
    expect(await statesOf(db(), ann)).toEqual(["tolls.md waiting 1"]);
    expect(await db().importJob.findFirst()).toMatchObject({ attempts: 0 });
    start(db());
    await shown(ann).toEqual(["tolls.md done"]);
  });

  it("are shared by instances: each file is read once, and a dead instance's job is taken over", async () => {
    const other = await openDatabase(url());
    try {
      for (const person of [ann, bob]) {
        for (const name of ["1.md", "2.md", "3.md"]) await queueFile(db(), person, name);
      }
      // Another process claims a job and then dies.
      const dead = await claimNext(db(), 500);
      expect(dead?.source.name).toBe("1.md");
      start(db());
      start(other);
      for (const person of [ann, bob]) await shown(person).toEqual(["1.md done", "2.md done", "3.md done"]);
      const attempts = (await db().importJob.findMany()).map((job) => [job.id === dead?.id, job.attempts]);
      expect(attempts.sort()).toEqual([...Array.from({ length: 5 }, () => [false, 1]), [true, 2]]);
      expect(await db().inboxItem.count()).toBe(6);
    } finally {
      await closeDatabase(other);
    }
  });
});
