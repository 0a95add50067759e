import { channel } from "node:diagnostics_channel";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startBackgroundWork } from "@/app/_http/background-work";
import { GET as live } from "@/app/api/health/live/route";
import { GET as ready } from "@/app/api/health/route";
import { GET as metrics } from "@/app/api/metrics/route";
import { audit } from "@/lib/accounts/audit";
import { stopImportJobs } from "@/lib/library/import-jobs/runner";
import { isPrepared, prepareLibrary } from "@/lib/library/preparation";
import type { Progress } from "@/lib/library/progress";
import { endInstance } from "@/lib/operations/instances";
import { processSingleton } from "@/lib/process-singleton";
import { followLifecycle } from "@/lib/server/lifecycle";
import { countAnswers } from "@/lib/server/metrics";
import { VERSION } from "@/lib/version";
import { call, serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { makeCaller } from "../support/people";
import { forgetSingletons } from "../support/singletons";
import { follow, useFollowers } from "../support/streams";

const NOBODY = { cookie: "" };

afterEach(() => {
  vi.unstubAllEnvs();
  forgetSingletons("preparation", "lifecycle", "live", "metrics");
});

/** The progress of opening the library. */
interface Preparation {
  latest: Progress | null;
  outcome?: "done" | "failed";
}

/** Records every state from now on. States last only a few milliseconds, so polling would miss some. */
function recordPreparation(): Preparation[] {
  const states: Preparation[] = [];
  const current: Preparation = { latest: null };
  const recorder = new Proxy(current, {
    set(target, key, value) {
      Reflect.set(target, key, value);
      states.push({ ...target });
      return true;
    },
  });
  pretend(recorder);
  return states;
}

/** Puts the process into a state. */
function pretend(state: Preparation): void {
  forgetSingletons("preparation", "progress");
  processSingleton("preparation", () => state);
  processSingleton("progress", () => state);
}

describeDatabases("the health check", ({ db, url, provider }) => {
  beforeEach(() => {
    serve(db());
    forgetSingletons("preparation");
    processSingleton("preparation", () => ({ outcome: "done" }));
  });

  const engines = provider === "postgresql" ? ["memory", "postgresql"] : ["memory"];
  it.each(engines)("shows progress until reports can be searched, by %s", async (engine) => {
    vi.stubEnv("DATABASE_URL", url());
    vi.stubEnv("SEARCH_ENGINE", engine);
    forgetSingletons("preparation", "search", "progress");
    const said = async () => (await call<{ error?: { code: string; message: string } }>(ready, NOBODY)).body.error;
    expect(await said()).toMatchObject({ code: "preparing", message: "Opening the library." });
    const states = recordPreparation();
    const failing = vi.spyOn(db(), "$transaction").mockRejectedValueOnce(new Error("gone"));
    await prepareLibrary(1);
    failing.mockRestore();
    expect(await said()).toBeUndefined();

    const sentences = new Set<string | undefined>();
    for (const state of states) {
      pretend(state);
      sentences.add((await said())?.message);
    }
    expect([...sentences]).toEqual(
      expect.arrayContaining([
        "Reading the reports: 0 of 1.",
        "The library could not be read and indexed. Concord will try again. The log contains the reason.",
        expect.stringMatching(/^Indexing the reports for search: [01] of 1\.$/u),
      ]),
    );
  });

  it("reports that the server is ready until its shutdown is announced, and alive even after that", async () => {
    followLifecycle();
    expect((await call(ready, NOBODY)).body).toEqual({ live: true, ready: true, version: VERSION });
    channel("concord:draining").publish({});
    expect(await call(ready, NOBODY)).toMatchObject({ status: 503, body: { error: { code: "closing" } } });
    expect((await call(live, NOBODY)).status).toBe(200);
  });

  it("reports the public URL to the HTTP server", () => {
    vi.stubEnv("PUBLIC_URL", "https://notes.example.org");
    followLifecycle();
    const settings: { publicUrl?: URL } = {};
    channel("concord:settings").publish(settings);
    expect(settings.publicUrl?.origin).toBe("https://notes.example.org");
    vi.unstubAllEnvs();
  });

  it("reports that the server is alive but not ready while the database is unavailable", async () => {
    await db().$executeRawUnsafe('ALTER TABLE "EventCounter" RENAME TO "Elsewhere"');
    expect(await call(ready, NOBODY)).toMatchObject({ status: 503, body: { error: { code: "database-away" } } });
    expect((await call(live, NOBODY)).status).toBe(200);
    await db().$executeRawUnsafe('ALTER TABLE "Elsewhere" RENAME TO "EventCounter"');
  });
});

describeDatabases("the background work", ({ db }) => {
  it("begins once the database responds", async () => {
    serve(db());
    await db().$executeRawUnsafe('ALTER TABLE "MailLink" RENAME TO "Elsewhere"');
    await startBackgroundWork(10);
    await vi.waitUntil(isPrepared, { timeout: 20_000 });
    expect(await db().instance.count()).toBe(0);
    await db().$executeRawUnsafe('ALTER TABLE "Elsewhere" RENAME TO "MailLink"');
    await vi.waitUntil(async () => (await db().instance.count()) === 1, { timeout: 20_000 });
    await stopImportJobs();
    await endInstance(db());
    forgetSingletons("import-jobs", "instance");
  });
});

describeDatabases("the metrics", ({ db }) => {
  useFollowers();
  beforeEach(() => {
    serve(db());
    forgetSingletons("preparation");
    processSingleton("preparation", () => ({ outcome: "done" }));
    vi.stubEnv("METRICS_TOKEN", "token-of-this-test");
  });

  const collect = (authorization: string) =>
    metrics(new Request("http://127.0.0.1:3000/api/metrics", { headers: { authorization } }), {
      params: Promise.resolve({}),
    });

  it("require the token, and do not exist if none is configured", async () => {
    for (const authorization of ["Bearer another", ""]) {
      const refused = await collect(authorization);
      expect([refused.status, (await refused.json()).error.code]).toEqual([401, "bad-token"]);
    }
    vi.stubEnv("METRICS_TOKEN", "");
    expect((await collect("Bearer ")).status).toBe(404);
  });

  it("count listeners, and responses by route", async () => {
    countAnswers();
    const answered = { route: "/api/search", method: "GET", status: 200 };
    for (const seconds of [0.02, 0.3]) channel("concord:answered").publish({ ...answered, seconds });
    await follow(await makeCaller(db(), "reader"));
    const response = await collect("Bearer token-of-this-test");
    expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/u);
    const text = await response.text();
    const labels = 'method="GET",route="/api/search",status="200"';
    expect(text).toContain(`http_request_duration_seconds_bucket{le="0.025",${labels}} 1`);
    expect(text).toContain(`http_request_duration_seconds_count{${labels}} 2`);
    expect(text).toMatch(/^concord_ready 1$/mu);
    expect(text).toMatch(/^concord_streams 1$/mu);
    expect(text).toMatch(/^concord_last_event_number \d+$/mu);
    expect(text).toMatch(/^concord_database_seconds 0\.\d+$/mu);
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/mu);
    expect(text).toContain(`concord_info{version="${VERSION}"} 1`);
  });

  it("tell when the last backup was made", async () => {
    const told = async () =>
      (await (await collect("Bearer token-of-this-test")).text()).match(
        /^concord_last_backup_timestamp_seconds (.+)$/mu,
      );
    expect((await told())?.[1]).toBe("Nan");
    for (const day of [2, 1]) {
      const entry = { by: null, client: null, subjectId: null, detail: { encrypted: true } } as const;
      await audit(db(), { ...entry, action: "backup.created" }, new Date(Date.UTC(2026, 0, day)));
    }
    expect(Number((await told())?.[1])).toBe(Date.UTC(2026, 0, 2) / 1_000);
  });
});
