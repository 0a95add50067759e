import { expect, it } from "vitest";
import { draftOfRefused } from "@/app/_features/sync/use-drafts";

it.each([
  ["nothing else was typed", undefined, { from: "A", body: "B" }, { from: "A", body: "B" }],
  [
    "it continues a previously rejected draft",
    { from: "A", body: "B" },
    { from: "B", body: "C" },
    { from: "A", body: "C" },
  ],
  ["more was typed", { from: "B", body: "C" }, { from: "A", body: "B" }, { from: "B", body: "C" }],
  ["the same text was typed", { from: null, body: "B" }, { from: "A", body: "B" }, { from: null, body: "B" }],
  ["something else was typed", { from: "A", body: "X" }, { from: "A", body: "B" }, null],
])("the draft of a rejected note if %s", (_, draft, refused, expected) => {
  expect(draftOfRefused(draft, refused)).toEqual(expected);
});
