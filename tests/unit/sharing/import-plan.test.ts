import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Actor } from "@/lib/accounts/policy";
import type { NamedHighlight } from "@/lib/annotations/highlights/imports";
import { type AnchoredEntry, Planner } from "@/lib/exchange/import-plan";
import type { PortableReply } from "@/lib/exchange/portable";
import { ownReports } from "../../support/own-reports";

const actor: Actor = {
  ...{ id: "a", name: "A", email: "a@b", role: "annotator", sessionId: "s" },
  groupIds: [],
  reports: ownReports(),
};
const team = { report: "rivers", authorId: actor.id, visibility: "team" as const, groupId: null, deletedAt: null };
const highlight: NamedHighlight = {
  ...{ ...team, id: randomUUID(), importedFrom: "https://notes.example/note", deletedById: null },
  placements: [{ start: 1, state: "anchored" }],
  ...{ quote: "Barges", description: "", colour: 1 },
  note: { ...team, id: randomUUID(), createdAt: new Date(0), body: "On grain" },
};
const reply = (name: string, to: string): PortableReply & { line: number } => ({
  ...{ kind: "reply", iri: `https://notes.example/${name}`, to: `https://notes.example/${to}`, body: name, line: 1 },
  ...{ alias: null, creator: null, created: null, modified: null },
});
const plan = (entries: readonly AnchoredEntry[]) =>
  new Planner(
    actor,
    { highlights: [highlight], replies: [], people: new Set() },
    { visibility: "team" },
    randomUUID,
  ).plan(entries);
const outcomes = (entries: readonly AnchoredEntry[]) => plan(entries).outcomes.map(({ outcome }) => outcome);

describe("planning replies", () => {
  it("reads each reply only a few times, whatever the length and order of a chain", () => {
    const length = 2000;
    let looks = 0;
    const chain = Array.from({ length }, (_, at) => {
      const { to, ...rest } = reply(`${at}`, at === length - 1 ? "note" : `${at + 1}`);
      const counted = {
        ...rest,
        get to() {
          looks += 1;
          return to;
        },
      };
      return counted;
    });
    const { replies } = plan(chain);
    expect(replies).toHaveLength(length);
    expect(new Set(replies.map(({ to }) => to.id))).toEqual(new Set([highlight.note?.id]));
    expect(looks).toBeLessThan(10 * length);
  });

  it.each([
    [
      "to each other",
      [reply("a", "b"), reply("b", "a"), reply("c", "c")],
      ["unsupported", "unsupported", "unsupported"],
    ],
    ["twice, once to a missing note", [reply("a", "nothing"), reply("a", "note")], ["duplicate", "new"]],
    ["that refer to a reply at the end", [reply("a", "c"), reply("b", "c"), reply("c", "note")], ["new", "new", "new"]],
  ])("plans replies %s", (_name, entries, expected) => {
    expect(outcomes(entries)).toEqual(expected);
  });
});
