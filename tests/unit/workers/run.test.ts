import { afterEach, describe, expect, it, vi } from "vitest";
import { UserError } from "@/lib/errors";
import { cancellable } from "@/lib/workers/cancellation";
import { runInWorker, runKeyed, type Task } from "@/lib/workers/run";

type Tasks = typeof import("./tasks");

const task = <Name extends keyof Tasks>(name: Name, seconds?: number): Task<Tasks[Name]> => ({
  file: "tests/unit/workers/tasks.ts",
  name,
  lane: "page",
  tooMuch: "too-much-work.notes",
  ...(seconds !== undefined && { seconds }),
});

/** On a busy machine, the wall-clock limit can be reached first, because workers have a low priority. */
const stopClock = () => vi.spyOn(AbortSignal, "timeout").mockImplementation(() => new AbortController().signal);

describe("a task in a worker", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("runs in another process and returns its result", async () => {
    expect(await runInWorker(task("double"), 21, "ann")).toBe(42);
    expect(await runInWorker(task("processId"), 1, "ann")).not.toBe(process.pid);
  });

  it("returns a cached result without running again", async () => {
    const first = runInWorker(task("processId"), 2, "ann");
    expect(runInWorker(task("processId"), 2, "ben")).toBe(first);
  });

  it("passes on errors that users can fix, and hides bugs", async () => {
    const { message, problem } = new UserError("colour-name-taken", { name: "Not so" });
    const refused = { code: "colour-name-taken", message, problem, status: 409, retryAfter: 7 };
    await expect(runInWorker(task("refuse"), "Not so", "ann")).rejects.toMatchObject({
      name: "UserError",
      ...refused,
    });
    await expect(runInWorker(task("fail"), null, "ann")).rejects.toMatchObject({ name: "TypeError" });
  });

  it("has no access to secrets", async () => {
    vi.stubEnv("NEXTAUTH_SECRET", "a secret");
    vi.stubEnv("DATABASE_URL", "file:./secret.db");
    expect(await runInWorker(task("settings"), null, "ann")).toEqual([]);
  });

  it.each(["spin", "hoard"] as const)(
    "is terminated if it exceeds its limits, while others continue: %s",
    async (name) => {
      const refused = { code: "too-much-work", message: new UserError("too-much-work.notes").message, status: 422 };
      stopClock();
      const endless = runInWorker(task(name, 1), null, "mallory");
      const next = runInWorker(task("double"), name.length, "ann");
      await expect(endless).rejects.toMatchObject(refused);
      expect(await next).toBe(2 * name.length);
      // The failure has been cached, so the task doesn't run again.
      await expect(runInWorker(task(name), null, "ann")).rejects.toMatchObject(refused);
    },
  );

  it("is identified by a key, and creates its input only if the result is not cached", async () => {
    let made = 0;
    const keyed = { key: "the processes", input: () => ++made };
    const first = await runKeyed(task("processId"), keyed, "ann");
    expect(await runKeyed(task("processId"), keyed, "ben")).toBe(first);
    expect(made).toBe(1);
  });

  it("reports its progress to its own caller", async () => {
    const reported: string[] = [];
    const runs = ["first", "second"].map((name) =>
      runKeyed(
        { ...task("steps"), isKeptElsewhere: true },
        { key: name, input: () => name, onProgress: (step: string) => reported.push(step) },
        name,
      ),
    );
    expect(await Promise.all(runs)).toEqual(["first", "second"]);
    expect(await runKeyed(task("steps"), { key: "third", input: () => "third" }, "ann")).toBe("third");
    expect(reported).toEqual(["first 1", "first 2", "first 3", "second 1", "second 2", "second 3"]);
  });

  it("does not create its input if the queue rejects it", async () => {
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

  it("is terminated when its request is cancelled, while others continue", async () => {
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
