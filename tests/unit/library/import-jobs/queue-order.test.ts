import { expect, it } from "vitest";
import { nextOf, queueOf } from "@/lib/library/import-jobs/queue-order";

/**
 * Jobs in the order they were queued. A letter for the person is followed by a number, and by `!` if the job is
 * running.
 */
const jobsOf = (text: string) =>
  text
    .split(" ")
    .filter(Boolean)
    .map((job, index) => ({
      id: job.replace("!", ""),
      personId: job[0]!,
      createdAt: new Date(1000 + index),
      isRunning: job.endsWith("!"),
    }));

it.each([
  ["nothing", "", "", undefined],
  ["one file", "a1", "a1", "a1"],
  ["one person's files, in order", "a1 a2 a3", "a1 a2 a3", "a1"],
  ["different people's files, in turn", "a1 a2 a3 b1 b2 c1", "a1 b1 c1 a2 b2 a3", "a1"],
  ["the files of a person who already has one being read, after the others", "a1! a2 b1", "b1 a2", "b1"],
  ["the waiting files of two people who each have one being read, in turn", "a1! a2 a3 b1! b2", "a2 b2 a3", undefined],
  ["a later person's first file, before an earlier person's second", "a1! a2 b1 b2 c1", "b1 c1 a2 b2", "b1"],
])("orders %s", (_, jobs, queue, next) => {
  const all = jobsOf(jobs);
  // The order of the rows doesn't matter.
  for (const rows of [all, all.toReversed()]) {
    expect(
      queueOf(rows)
        .map(({ id }) => id)
        .join(" "),
    ).toBe(queue);
    expect(nextOf(rows)?.id).toBe(next);
  }
});

it("orders simultaneous files by ID, so that all instances agree", () => {
  const createdAt = new Date(1000);
  const same = ["b", "a", "c"].map((id) => ({ id, personId: id, createdAt, isRunning: false }));
  expect(queueOf(same).map(({ id }) => id)).toEqual(["a", "b", "c"]);
});
