import { expect, test } from "vitest";
import { runSideBySide } from "@/tests/support/side-by-side.mjs";

/** Jobs that record when they start and end. Each ends when `end` is called with its name. */
function makeJobs(...names: string[]) {
  const events: string[] = [];
  const ends = new Map<string, () => void>();
  const jobs = names.map((name) => ({
    run: async () => {
      events.push(`${name} starts`);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      events.push(`${name} ends`);
    },
  }));
  const end = async (name: string) => {
    ends.get(name)?.();
    await new Promise(setImmediate);
  };
  return { jobs, events, end };
}

test("runs as many jobs at a time as there are lanes", async () => {
  const { jobs, events, end } = makeJobs("a", "b", "c");
  const all = runSideBySide(jobs, 2);
  expect(events).toEqual(["a starts", "b starts"]);
  await end("b");
  expect(events.slice(2)).toEqual(["b ends", "c starts"]);
  await end("a");
  await end("c");
  await all;
  expect(events.slice(4)).toEqual(["a ends", "c ends"]);
});

test("starts a later job while an earlier one waits for another", async () => {
  const { jobs, events, end } = makeJobs("build", "journeys", "unit", "types");
  const [build, journeys, unit, types] = jobs as [(typeof jobs)[0], ...typeof jobs];
  const all = runSideBySide([build, { ...journeys!, after: build }, unit!, { ...types!, after: build }], 2);
  expect(events).toEqual(["build starts", "unit starts"]);
  await end("unit");
  expect(events.slice(2)).toEqual(["unit ends"]);
  await end("build");
  expect(events.slice(3)).toEqual(["build ends", "journeys starts", "types starts"]);
  await end("journeys");
  await end("types");
  await all;
});

test("passes on what a job throws, and starts no other", async () => {
  const { jobs, events } = makeJobs("later");
  const fails = { run: () => Promise.reject(new Error("a bug")) };
  await expect(runSideBySide([fails, ...jobs], 1)).rejects.toThrow("a bug");
  expect(events).toEqual([]);
});
