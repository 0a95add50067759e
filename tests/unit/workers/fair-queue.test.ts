import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { FairQueue, type QueueLimits } from "@/lib/workers/fair-queue";

/** A queue whose jobs end when the test ends them. */
function stage(limits: Partial<QueueLimits> = {}) {
  const queue = new FairQueue({ running: 1, runningEach: 1, waiting: 10, waitingEach: 3, ...limits });
  const running = new Map<string, () => void>();
  const started: string[] = [];
  return {
    running,
    started,
    /** @param job a letter for the user and a number */
    ask: (job: string, signal?: AbortSignal) =>
      queue.run(
        job[0]!,
        () => {
          started.push(job);
          return new Promise<string>((resolve) => running.set(job, () => resolve(job)));
        },
        signal,
      ),
    async end(job: string) {
      running.get(job)?.();
      running.delete(job);
      await setImmediate();
    },
  };
}

describe("a fair queue", () => {
  it("gives each user a turn before anyone's second job", async () => {
    const { ask, end, started } = stage();
    for (const job of ["a1", "a2", "a3", "b1", "c1", "b2"]) void ask(job);
    for (let turn = 0; turn < 6; turn++) await end(started.at(-1)!);
    expect(started).toEqual(["a1", "a2", "b1", "c1", "a3", "b2"]);
  });

  it("keeps a slot free for others if one user has many jobs", async () => {
    const { ask, end, started } = stage({ running: 2 });
    for (const job of ["a1", "a2", "b1"]) void ask(job);
    await setImmediate();
    expect(started).toEqual(["a1", "b1"]);
    await end("b1");
    expect(started).toEqual(["a1", "b1"]);
    await end("a1");
    expect(started).toEqual(["a1", "b1", "a2"]);
  });

  it("rejects a user's jobs beyond the limit, and accepts them again later", async () => {
    const { ask, end } = stage({ waitingEach: 1 });
    const first = ask("a1");
    void ask("a2");
    await expect(ask("a3")).rejects.toMatchObject({ code: "too-many-jobs", status: 429 });
    void ask("b1");
    await end("a1");
    expect(await first).toBe("a1");
    void ask("a3");
  });

  it("rejects all jobs beyond the total limit", async () => {
    const { ask } = stage({ waiting: 2 });
    for (const job of ["a1", "a2", "b1"]) void ask(job);
    await expect(ask("c1")).rejects.toMatchObject({ code: "too-many-jobs", status: 503 });
  });

  it("continues after a failed job", async () => {
    const queue = new FairQueue({ running: 1, runningEach: 1, waiting: 1, waitingEach: 1 });
    const failed = queue.run("a", () => Promise.reject(new Error("no")));
    const next = queue.run("b", () => Promise.resolve("yes"));
    await expect(failed).rejects.toThrow("no");
    expect(await next).toBe("yes");
  });

  it("drops jobs whose requests have been cancelled, and gives their slots to others", async () => {
    const { ask, end, started } = stage({ waiting: 3, waitingEach: 2 });
    const gone = new AbortController();
    void ask("a1");
    const dropped = [ask("a2", gone.signal), ask("a3", gone.signal)];
    void ask("b1");
    await expect(ask("c1")).rejects.toMatchObject({ code: "too-many-jobs" });
    gone.abort(new Error("gone"));
    for (const job of dropped) await expect(job).rejects.toThrow("gone");
    await expect(ask("a4", gone.signal)).rejects.toThrow("gone");
    void ask("a5");
    void ask("c1");
    for (let turn = 0; turn < 4; turn++) await end(started.at(-1)!);
    expect(started).toEqual(["a1", "b1", "a5", "c1"]);
  });
});
