import { beforeEach, expect, it } from "vitest";
import type { Actor } from "@/lib/accounts/policy";
import type { Database } from "@/lib/db/database";
import { problem } from "@/lib/errors/problem";
import { createImportJob, discardImportJob, listImportJobs } from "@/lib/library/import-jobs/jobs";
import { type Claim, claimNext, extendLease, finishedImport, release, settle } from "@/lib/library/import-jobs/queue";
import { forgetSources, storeSource } from "@/lib/sources/store";
import { DAY } from "@/lib/time";
import { describeBothDatabases } from "../support/databases";
import { makeCaller } from "../support/people";
import { queueFile, statesOf, TEXT } from "./support";

const RESULT = { format: "markdown" as const, markdown: `---\ntitle: Tolls\n---\n\n${TEXT}\n`, doubts: [] };

/** The database as a slow instance sees it. Updates of jobs are delayed. */
function withDelayedUpdate(db: Database, wait: () => Promise<void>): Database {
  const updateMany: Database["importJob"]["updateMany"] = (async (change: never) => {
    await wait();
    return db.importJob.updateMany(change);
  }) as never;
  const importJob = new Proxy(db.importJob, {
    get: (jobs, key) => (key === "updateMany" ? updateMany : Reflect.get(jobs, key)),
  });
  return new Proxy(db, { get: (target, key) => (key === "importJob" ? importJob : Reflect.get(target, key)) });
}

describeBothDatabases("the queue of import jobs", ({ db }) => {
  let ann: Actor;
  let bob: Actor;
  let cleo: Actor;
  beforeEach(async () => {
    ann = (await makeCaller(db(), "editor", "Ann")).actor;
    bob = (await makeCaller(db(), "owner", "Bob")).actor;
    cleo = (await makeCaller(db(), "editor", "Cleo")).actor;
  });
  const claim = async (leaseMs?: number, now?: Date) => {
    const claimed = await claimNext(db(), leaseMs, now);
    if (!claimed) throw new Error("There is nothing to claim.");
    return claimed;
  };
  const nameOf = (claimed: Claim | null) => claimed?.source.name ?? null;

  it("serves users in turn, reads one file per user at a time, and shows how many files are ahead", async () => {
    for (const name of ["a1.md", "a2.md", "a3.md"]) await queueFile(db(), ann, name);
    await queueFile(db(), bob, "b1.md");
    expect(await statesOf(db(), ann)).toEqual(["a1.md waiting 1", "a2.md waiting 3", "a3.md waiting 4"]);
    expect(await statesOf(db(), bob)).toEqual(["b1.md waiting 2"]);
    const [first, second] = [await claim(), await claim()];
    expect([nameOf(first), nameOf(second)]).toEqual(["a1.md", "b1.md"]);
    expect(await claimNext(db())).toBeNull();
    expect(await statesOf(db(), ann)).toEqual(["a1.md running", "a2.md waiting 1", "a3.md waiting 2"]);
    await settle(db(), first, { result: RESULT });
    expect(nameOf(await claimNext(db()))).toBe("a2.md");
    expect(await statesOf(db(), cleo)).toEqual([]);
  });

  it("gives each job to only one of several instances that ask at the same time", async () => {
    const people = [ann, bob, cleo, (await makeCaller(db(), "editor", "Dan")).actor];
    for (const person of people) await queueFile(db(), person, `${person.name}.md`);
    const claims = await Promise.all(Array.from({ length: 8 }, () => claimNext(db())));
    expect(claims.flatMap((each) => nameOf(each) ?? []).sort()).toEqual(["Ann.md", "Bob.md", "Cleo.md", "Dan.md"]);
    const rows = await db().importJob.findMany();
    expect(rows.map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1]);
  });

  it("rejects a late claim, even though the job was free when the instance looked", async () => {
    await queueFile(db(), ann);
    let goOn = () => {};
    const isFirstDone = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let look = () => {};
    const hasLooked = new Promise<void>((resolve) => {
      look = resolve;
    });
    const late = claimNext(
      withDelayedUpdate(db(), () => {
        look();
        return isFirstDone;
      }),
    );
    await hasLooked;
    const first = await claim();
    goOn();
    expect(await late).toBeNull();
    expect(await extendLease(db(), first)).toBe(true);
  });

  it("gives a dead instance's job to another one when the lease ends, after which the first can't change it any more", async () => {
    await queueFile(db(), ann);
    const start = new Date();
    const dead = await claim(1_000, start);
    const later = (ms: number) => new Date(start.getTime() + ms);
    expect(await extendLease(db(), dead, { leaseMs: 1_000, now: later(900) })).toBe(true);
    expect(await claimNext(db(), 1_000, later(1_500))).toBeNull();
    const next = await claim(60_000, later(2_000));
    expect(next).toMatchObject({ id: dead.id, source: dead.source });
    expect(await extendLease(db(), dead)).toBe(false);
    await settle(db(), dead, { problem: problem("upload-title") });
    await release(db(), dead, { counts: true });
    expect(await statesOf(db(), ann)).toEqual(["tolls.md running"]);
    await settle(db(), next, { result: RESULT });
    expect(await statesOf(db(), ann)).toEqual(["tolls.md done"]);
    expect(await db().inboxItem.count()).toBe(1);
  });

  it("gives up on a file that keeps killing instances", async () => {
    await queueFile(db(), ann);
    const times = [0, 1, 2, 3].map((minutes) => new Date(Date.now() + minutes * 60_000));
    for (const at of times.slice(0, 3)) expect(nameOf(await claimNext(db(), 1_000, at))).toBe("tolls.md");
    expect(await claimNext(db(), 1_000, times[3])).toBeNull();
    const { jobs } = await listImportJobs(db(), ann);
    expect(jobs).toMatchObject([{ state: "failed", problem: { code: "interrupted" } }]);
    expect(jobs[0]?.problem?.message).toMatch(/interrupted 3 times/u);
  });

  it("takes back a job that was stopped on purpose, without counting the attempt", async () => {
    await queueFile(db(), ann);
    for (let round = 0; round < 5; round++) await release(db(), await claim(), { counts: false });
    expect(await statesOf(db(), ann)).toEqual(["tolls.md waiting 1"]);
    await release(db(), await claim(), { counts: true });
    expect(await db().importJob.findFirst()).toMatchObject({ state: "waiting", attempts: 1 });
  });

  it("stores the progress of reading", async () => {
    await queueFile(db(), ann);
    const claimed = await claim();
    const progress = async () => (await listImportJobs(db(), ann)).jobs[0]?.progress;
    expect(await progress()).toEqual({ stage: "start" });
    await extendLease(db(), claimed, { progress: { stage: "pages", page: 12, pages: 400 } });
    await extendLease(db(), claimed);
    expect(await progress()).toEqual({ stage: "pages", page: 12, pages: 400 });
  });

  it("drops a file if its uploader is no longer allowed to add editions", async () => {
    await queueFile(db(), ann, "a1.md");
    await queueFile(db(), bob, "b1.md");
    await queueFile(db(), cleo, "c1.md");
    await db().person.update({ where: { id: ann.id }, data: { role: "reader" } });
    await db().person.update({ where: { id: bob.id }, data: { removedAt: new Date() } });
    expect(nameOf(await claimNext(db()))).toBe("c1.md");
    expect(await db().importJob.count()).toBe(1);
  });

  it("restarts a file at the end of the queue, with other details and without its old notification", async () => {
    const first = await queueFile(db(), ann, "a1.md");
    await settle(db(), await claim(), { problem: problem("upload-title") });
    expect(await listImportJobs(db(), ann)).toMatchObject({ jobs: [{ state: "failed", unread: expect.any(String) }] });
    await queueFile(db(), bob, "b1.md");
    const again = await createImportJob(db(), ann, { source: first.source, given: { title: "Tolls" } });
    expect(again).toMatchObject({
      id: first.id,
      state: "waiting",
      position: 2,
      given: { title: "Tolls" },
      problem: null,
    });
    expect(await db().inboxItem.count()).toBe(0);
    expect((await claim()).source.name).toBe("b1.md");
    expect((await claim()).given).toEqual({ title: "Tolls" });
  });

  it("is limited per user, both in number of files and in bytes", async () => {
    process.env.MAX_FILE_MB = "0.001";
    const refused = { code: "too-many-imports", status: 409 };
    try {
      for (let file = 0; file < 5; file++) await queueFile(db(), ann, "a.txt", "x".repeat(1_040));
      await expect(queueFile(db(), ann, "a.txt", "x".repeat(1_040))).rejects.toMatchObject(refused);
      for (let file = 0; file < 20; file++) await queueFile(db(), bob, "b.txt", "x");
      await expect(queueFile(db(), bob, "b.txt", "x")).rejects.toMatchObject(refused);
      await discardImportJob(db(), bob, (await listImportJobs(db(), bob)).jobs[0]!.id);
      await queueFile(db(), bob, "b.txt", "x");
    } finally {
      delete process.env.MAX_FILE_MB;
    }
  });

  it("lets only the owner discard a job, which also deletes the file", async () => {
    const { id, source } = await queueFile(db(), ann);
    await expect(discardImportJob(db(), bob, id)).rejects.toMatchObject({ status: 404 });
    await discardImportJob(db(), ann, id);
    expect(await db().source.count({ where: { id: source } })).toBe(0);
    await expect(discardImportJob(db(), ann, id)).rejects.toMatchObject({ status: 404 });
    await expect(createImportJob(db(), ann, { source, given: {} })).rejects.toMatchObject({ code: "no-such-file" });
  });

  it("says that a file has gone if it is discarded just before its result is read", async () => {
    await queueFile(db(), ann);
    const claimed = await claim();
    await settle(db(), claimed, { result: RESULT });
    const finished = await finishedImport(db(), claimed.source.id);
    expect(await finished?.read()).toEqual(RESULT);
    await discardImportJob(db(), ann, claimed.id);
    await expect(finished?.read()).rejects.toMatchObject({ code: "not-found", status: 404 });
  });

  it("keeps a file with its result for 30 days, and one without a job for a day", async () => {
    const pending = await storeSource(db(), ann, { name: "pending.md", body: [Buffer.from("x")] });
    const { source } = await queueFile(db(), ann);
    const after = (days: number) => forgetSources(db(), new Date(Date.now() + days * DAY));
    await after(2);
    expect((await db().source.findMany()).map(({ id }) => id)).toEqual([source]);
    await after(29);
    expect(await statesOf(db(), ann)).toEqual(["tolls.md waiting 1"]);
    await after(31);
    expect(await db().source.count()).toBe(0);
    expect(await statesOf(db(), ann)).toEqual([]);
    expect(pending.size).toBe(1);
  });
});
