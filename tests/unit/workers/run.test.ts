import { describe, expect, it, vi } from "vitest";
import { runInWorker, type Task } from "@/lib/workers/run";

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
});
