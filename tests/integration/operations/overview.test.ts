import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { PUT as setLogLevel } from "@/app/api/server/log-level/route";
import { GET as getServer } from "@/app/api/server/route";
import { audit } from "@/lib/accounts/audit";
import { log } from "@/lib/log";
import { beat, endInstance, listInstances } from "@/lib/operations/instances";
import type { ServerOverview } from "@/lib/operations/schemas";
import { storeSource } from "@/lib/sources/store";
import { VERSION } from "@/lib/version";
import { call, serve } from "../support/calls";
import { describeBothDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { SLUG, storeReport } from "../support/reports";
import { forgetSingletons } from "../support/singletons";

/** The overview as JSON: its dates are strings. */
const overviewFor = async (owner: Caller) => (await call<ServerOverview>(getServer, owner)).body;

describeBothDatabases("the overview of the server", ({ db, url }) => {
  beforeEach(() => {
    vi.stubEnv("DATABASE_URL", url());
    vi.stubEnv("DATA_DIR", tmpdir());
    serve(db());
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    forgetSingletons("instance", "mails");
  });

  it("lists the instances that run, and says which have gone silent", async () => {
    const now = new Date();
    await beat(db(), now);
    forgetSingletons("instance");
    await beat(db(), new Date(now.getTime() + 60_000));
    const later = await listInstances(db(), new Date(now.getTime() + 91_000));
    expect(later.map(({ state }) => state === "silent")).toEqual([true, false]);
    expect(later.map(({ version }) => version)).toEqual([VERSION, VERSION]);
    expect(later.every(({ memory, disk }) => memory > 0 && disk!.free <= disk!.size)).toBe(true);

    // It says when it ends. One that didn't is listed for a day.
    await endInstance(db());
    expect(await listInstances(db())).toHaveLength(1);
    forgetSingletons("instance");
    await beat(db(), new Date(now.getTime() + 86_460_001));
    expect(await listInstances(db())).toHaveLength(1);
  });

  it("measures the reports, the largest first, and deleted ones without their titles", async () => {
    const owner = await makeCaller(db(), "owner");
    await storeReport(db(), "Barges carry timber. ".repeat(1_000));
    const { storage, database } = await overviewFor(owner);
    expect(storage.reports.map(({ slug }) => slug)).toEqual([SLUG]);
    // The Markdown and the text.
    expect(storage.reports[0]!.texts).toBeGreaterThan(40_000);
    expect(storage.reports[0]!.total).toBe(storage.reports[0]!.texts);
    expect(database.size).toBeGreaterThan(100_000);
    const source = await storeSource(db(), owner.actor, { name: "r.pdf", body: [Buffer.alloc(50_000, 1)] });
    await db().edition.updateMany({ data: { sourceId: source.id } });
    const { storage: after } = await overviewFor(owner);
    expect(after.reports[0]).toMatchObject({ files: 50_000, total: storage.reports[0]!.total + 50_000 });

    await db().report.update({ where: { slug: SLUG }, data: { deletedAt: new Date() } });
    const { storage: last } = await overviewFor(owner);
    expect(last).toEqual({ reports: [], others: 0, deleted: after.reports[0]!.total });
  });

  it("counts sessions, jobs and backups, and warns if there is no backup", async () => {
    const owner = await makeCaller(db(), "owner");
    const gone = await makeCaller(db(), "reader");
    await db().session.updateMany({ where: { personId: gone.actor.id }, data: { endedAt: new Date() } });
    const source = await storeSource(db(), owner.actor, { name: "Secret name.pdf", body: [Buffer.from("x")] });
    await db().importJob.create({
      data: {
        ...{ id: randomUUID(), personId: owner.actor.id, sourceId: source.id },
        ...{ state: "waiting", given: {}, createdAt: new Date(Date.now() - 3_600_000) },
      },
    });
    const first = await overviewFor(owner);
    expect(first.sessions).toEqual({ open: 1, people: 1 });
    expect(first.jobs).toMatchObject({ waiting: 1, running: 0, failed: 0, latest: [{ state: "waiting", size: 1 }] });
    expect(JSON.stringify(first)).not.toContain("Secret name");
    expect(first.warnings.map(({ kind }) => kind)).toEqual(["queue", "backup"]);

    await audit(db(), {
      ...{ by: null, client: null, subjectId: null },
      ...{ action: "backup.created", detail: { encrypted: false } },
    });
    const then = await overviewFor(owner);
    expect(Date.parse(String(then.lastBackup))).toBeGreaterThan(Date.now() - 60_000);
    expect(then.warnings.map(({ kind }) => kind)).toEqual(["queue"]);
  });

  it("sets the log level of all instances for an hour", async () => {
    const owner = await makeCaller(db(), "owner");
    const configured = log.level;
    await call(setLogLevel, owner, { body: { level: "debug" } });
    expect(log.level).toBe("debug");
    expect((await overviewFor(owner)).log).toMatchObject({ configured, chosen: { level: "debug" } });
    expect(await db().auditEntry.count({ where: { action: "log-level.set" } })).toBe(1);

    // Other instances learn of it with their next beat, and return to their own level after an hour.
    log.level = configured;
    await beat(db());
    expect(log.level).toBe("debug");
    await beat(db(), new Date(Date.now() + 3_600_001));
    expect(log.level).toBe(configured);

    await call(setLogLevel, owner, { body: { level: "debug" } });
    await call(setLogLevel, owner, { body: { level: null } });
    expect(log.level).toBe(configured);
    expect((await call(setLogLevel, owner, { body: { level: "silent" } })).status).toBe(400);
  });
});
