import { describe, expect, it, vi } from "vitest";
import { cancellable } from "@/lib/workers/cancellation";
import { runInWorker, runKeyed, type Task } from "@/lib/workers/run";

type Tasks = typeof import("./tasks");

const task = <Name extends keyof Tasks>(name: Name, seconds?: number): Task<Tasks[Name]> => ({
  file: "tests/unit/workers/tasks.ts",
  name,
  lane: "page",
  tooMuch: `${name} is too much.`,
  ...(seconds !== undefined && { seconds }),
});

describe("a task in a worker", () => {
  it("answers what it works out, in another process", async () => {
    expect(await runInWorker(task("double"), 21, "ann")).toBe(42);
    expect(await runInWorker(task("processId"), 1, "ann")).not.toBe(process.pid);
  });

  it("answers the same again without working it out", async () => {
    const first = runInWorker(task("processId"), 2, "ann");
    expect(runInWorker(task("processId"), 2, "ben")).toBe(first);
  });

  it("says what a person can mend, and hides a bug", async () => {
    const refused = { code: "refused", message: "Not so.", status: 418, retryAfter: 7 };
    await expect(runInWorker(task("refuse"), "Not so.", "ann")).rejects.toMatchObject({
      name: "UserError",
      ...refused,
    });
    await expect(runInWorker(task("fail"), null, "ann")).rejects.toMatchObject({ name: "TypeError" });
  });

  it("knows no secrets", async () => {
    vi.stubEnv("NEXTAUTH_SECRET", "a secret");
    vi.stubEnv("DATABASE_URL", "file:./secret.db");
    expect(await runInWorker(task("settings"), null, "ann")).toEqual([]);
  });

  it.each(["spin", "hoard"] as const)("is ended where it takes too much, and others go on: %s", async (name) => {
    const refused = { code: "too-much-work", message: `${name} is too much.`, status: 422 };
    const endless = runInWorker(task(name, 1), null, "mallory");
    const next = runInWorker(task("double"), name.length, "ann");
    await expect(endless).rejects.toMatchObject(refused);
    expect(await next).toBe(2 * name.length);
    // It is known by now, and costs nothing.
    await expect(runInWorker(task(name), null, "ann")).rejects.toMatchObject(refused);
  });

  it("is known by a key, and given its input only where it is not known", async () => {
    let made = 0;
    const keyed = { key: "the processes", input: () => ++made };
    const first = await runKeyed(task("processId"), keyed, "ann");
    expect(await runKeyed(task("processId"), keyed, "ben")).toBe(first);
    expect(made).toBe(1);
  });

  it("is not given its input where the queue refuses it", async () => {
    const asked: number[] = [];
    const gone = new AbortController();
    const all = cancellable(gone.signal, () =>
      [...Array(6).keys()].map((key) => {
        const input = () => {
          asked.push(key);
          return null;
        };
        return runKeyed(task("spin"), { key, input }, "mallory");
      }),
    );
    await expect(all[5]).rejects.toMatchObject({ code: "too-many-jobs", status: 429 });
    gone.abort(new Error("gone"));
    for (const each of all.slice(0, 5)) await expect(each).rejects.toThrow("gone");
    expect(asked).toEqual([0]);
  });

  it("is ended where its request is gone, and others go on", async () => {
    const gone = new AbortController();
    const endless = cancellable(gone.signal, () =>
      runKeyed(task("spin"), { key: "endless", input: () => null }, "mallory"),
    );
    const next = runInWorker(task("double"), 1_000, "ann");
    gone.abort(new Error("gone"));
    await expect(endless).rejects.toThrow("gone");
    expect(await next).toBe(2_000);
  });
});
