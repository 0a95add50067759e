import { expect, it } from "vitest";
import { listAddress, readList } from "@/app/_features/library/list-address";
import type { ListedReport } from "@/lib/library/library";
import { inOrder, type Order } from "@/lib/library/listing";

const listed = (slug: string, addedAt: string, meta: object) => ({ slug, addedAt, meta }) as ListedReport;

const REPORTS = [
  listed("a", "2026-01-01", { year: 2017 }),
  listed("b", "2026-03-01", { year: 2017, date: "2017-05" }),
  listed("c", "2026-02-01", {}),
  listed("d", "2026-02-01", { year: 2020 }),
];
const ACTIVITY = new Map([
  ["c", { notes: 2, people: 1, last: "2026-05-01" }],
  ["a", { notes: 9, people: 1, last: "2026-04-01" }],
]);

it.each<[Order, string]>([
  ["title", "abcd"],
  ["added", "bcda"],
  ["published", "dbac"],
  ["activity", "cabd"],
  ["notes", "acbd"],
])("reports are listed by %s, and otherwise by title", (order, expected) => {
  expect(
    inOrder(REPORTS, order, ACTIVITY)
      .map(({ slug }) => slug)
      .join(""),
  ).toBe(expected);
});

it("reports are listed by activity again when it has changed", () => {
  const before = inOrder(REPORTS, "notes", ACTIVITY);
  expect(inOrder(REPORTS, "notes", ACTIVITY)).toBe(before);
  const after = new Map([...ACTIVITY, ["d", { notes: 20, people: 1, last: "2026-06-01" }]]);
  expect(inOrder(REPORTS, "notes", after).map(({ slug }) => slug)).toEqual(["d", "a", "c", "b"]);
});

it("the URL of a list contains only what differs from the defaults, and is read back", () => {
  expect(listAddress({ order: "title", isArchive: false, topic: null })).toBe("/");
  const state = { order: "notes", isArchive: true, topic: "Water use" } as const;
  expect(listAddress(state, 2)).toBe("/?order=notes&archived=true&topic=Water+use&page=2");
  expect(readList({ order: "notes", archived: "true", topic: [" Water use "] })).toEqual(state);
  expect(readList({ order: ["x", "shoes"], archived: "1", topic: " " })).toEqual({
    ...{ order: "title", isArchive: false, topic: null },
  });
});
