import { describe, expect, it } from "vitest";
import { HashingQueue } from "@/lib/accounts/hashing-queue";

/** A job that ends on demand. */
function job() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end, work: () => ended };
}

const BOUNDS = { atOnce: 2, perAccount: 3, perAddress: 4, total: 6 };

/** Runs everything that is ready to run. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("hashing queue", () => {
  it("runs only a few jobs at a time, in order, and completes all of them", async () => {
    const queue = new HashingQueue(BOUNDS);
    const started: number[] = [];
    const jobs = Array.from({ length: 6 }, job);
    const results = jobs.map(({ work }, n) =>
      queue.run({}, async () => {
        started.push(n);
        await work();
        return n;
      }),
    );
    for (let n = 0; n < 6; n++) {
      await settle();
      expect(started).toEqual([0, 1, 2, 3, 4, 5].slice(0, n + 2));
      jobs[n]?.end();
    }
    expect(await Promise.all(results)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it.each([
    ["one account", { account: "ana@example.org" }, { account: "bo@example.org" }, 3, "too-many-at-once", 429],
    ["one address", { address: "192.0.2.1" }, { address: "192.0.2.2" }, 4, "too-many-at-once", 429],
    ["everyone", {}, {}, 6, "busy", 503],
  ])("rejects concurrent jobs beyond the limit of %s, and no others", async (_, asker, other, bound, code, status) => {
    const queue = new HashingQueue(BOUNDS);
    const jobs = Array.from({ length: bound }, job);
    const running = jobs.map(({ work }) => queue.run(asker, work));
    await expect(queue.run(asker, async () => 1)).rejects.toMatchObject({ code, status, retryAfter: 2 });
    const others = bound < BOUNDS.total ? [queue.run(other, async () => "done")] : [];
    for (const { end } of jobs) end();
    await Promise.all(running);
    expect(await Promise.all(others)).toEqual(others.map(() => "done"));
    expect(await queue.run(asker, async () => "again")).toBe("again");
  });

  it("continues after a failed job", async () => {
    const queue = new HashingQueue({ ...BOUNDS, atOnce: 1 });
    const fails = () => queue.run({ account: "a" }, () => Promise.reject(new Error("no memory")));
    for (let n = 0; n < 8; n++) await expect(fails()).rejects.toThrow("no memory");
    expect(await queue.run({ account: "a" }, async () => "done")).toBe("done");
  });
});
