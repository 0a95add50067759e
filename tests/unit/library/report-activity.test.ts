import { expect, test } from "vitest";
import { activityIn } from "@/lib/library/report-activity";

type Highlight = Parameters<typeof activityIn>[0][number];

const [ann, bob, zoe] = ["Ann", "Bob", "Zoe"].map((name) => ({ id: name, name })) as [Person, Person, Person];
interface Person {
  id: string;
  name: string;
}

const at = (day: number) => `2026-03-${String(day).padStart(2, "0")}T00:00:00.000Z`;

const highlight = (report: string, author: Person, day: number, note: Highlight["note"] = null): Highlight => ({
  report,
  author,
  updatedAt: at(day),
  note,
});

const note = (day: number, replies: readonly { author: Person; day: number }[] = []) =>
  ({
    updatedAt: at(day),
    replies: replies.map(({ author, day }) => ({ author, updatedAt: at(day) })),
  }) as Highlight["note"];

test("counts notes and people by report, and reports the latest change to a highlight, note or reply", () => {
  const activity = activityIn([
    highlight("one", ann, 1),
    highlight("one", ann, 1, note(9, [{ author: bob, day: 3 }])),
    highlight("one", bob, 2, note(2)),
    highlight("two", ann, 1, note(2, [{ author: zoe, day: 20 }])),
    highlight("three", zoe, 7),
  ]);
  expect(Object.fromEntries(activity)).toEqual({
    one: { notes: 2, people: 2, last: at(9) },
    two: { notes: 1, people: 2, last: at(20) },
    three: { notes: 0, people: 1, last: at(7) },
  });
});
