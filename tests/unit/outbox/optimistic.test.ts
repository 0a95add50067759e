import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Change, QueuedChange } from "@/app/_features/changes/changes";
import { mergedVersion, withChanges } from "@/app/_features/changes/registry";
import type { RequestError } from "@/app/_features/request/fetch-json";
import type { HighlightView } from "@/lib/annotations/schemas";
import { newHighlight, noted, queued, REPORT, view } from "./changes";
import { ModelServer } from "./model-server";

/** A highlight without a position. */
const lost = (id: string) => view(id, { start: null, end: null, state: "orphan" });
const attach = (quote: string): Change => ({
  kind: "highlight.attach",
  to: { edition: "e", start: 7, end: 12, quote },
});

const shown = (highlights: HighlightView[], ...changes: QueuedChange[]) =>
  withChanges(highlights, changes, REPORT, { id: "ada", name: "Ada" });

describe("the optimistic state before the server confirms", () => {
  const refusal = { code: "forbidden", message: "No." };
  const red: Change = { kind: "highlight.change", from: { colour: 1 }, to: { colour: 3 } };
  const write: Change = { kind: "note.save", from: null, body: "Typed" };
  it.each<[string, HighlightView[], QueuedChange[], object[]]>([
    [
      "shows a new highlight as its author's",
      [],
      [queued("a", { kind: "highlight.create", highlight: newHighlight("a") })],
      [{ id: "a", quote: "words", author: { name: "Ada" }, may: { edit: true } }],
    ],
    [
      "shows a new highlight as it is on the server, if it is already there",
      [view("a", { version: 4 })],
      [queued("a", { kind: "highlight.create", highlight: newHighlight("a") })],
      [{ id: "a", version: 4 }],
    ],
    [
      "changes a colour",
      [view("a"), view("b")],
      [queued("a", red)],
      [
        { colour: 3, version: 2 },
        { colour: 1, version: 1 },
      ],
    ],
    [
      "changes tags",
      [view("a")],
      [queued("a", { kind: "highlight.tags", from: [], to: ["oil"] })],
      [{ tags: ["oil"], version: 2 }],
    ],
    [
      "shows tags as they are on the server, if they are already there",
      [view("a", { tags: ["oil"], version: 2 })],
      [queued("a", { kind: "highlight.tags", from: [], to: ["oil"] })],
      [{ tags: ["oil"], version: 2 }],
    ],
    [
      "changes the audience of a highlight and its note",
      [noted("a", "Typed")],
      [queued("a", { kind: "highlight.change", from: { visibility: "team" }, to: { visibility: "private" } })],
      [{ visibility: "private", note: { visibility: "private" } }],
    ],
    [
      "changes the group",
      [view("a", { visibility: "group", groupId: "g" })],
      [
        queued("a", {
          kind: "highlight.change",
          from: { visibility: "group", groupId: "g" },
          to: { visibility: "group", groupId: "h" },
        }),
      ],
      [{ visibility: "group", groupId: "h", version: 2 }],
    ],
    ["hides deleted items", [view("a")], [queued("a", { kind: "highlight.delete", note: null })], []],
    [
      "shows restored items",
      [],
      [queued("a", { kind: "highlight.restore", view: noted("a", "Back") })],
      [{ id: "a", version: 3, note: { body: "Back" } }],
    ],
    [
      "does not show a restored item that is not on the page",
      [],
      [queued("a", { kind: "highlight.restore", view: null })],
      [],
    ],
    [
      "shows nothing new for a note whose restored reply is not on the page",
      [noted("a", "Text")],
      [queued("a", { kind: "reply.restore", reply: { id: "r" } })],
      [{ note: { replies: [] } }],
    ],
    [
      "reattaches an unplaced highlight, and shows whether its text is the same",
      [lost("a"), lost("b")],
      [queued("a", attach("words")), queued("b", attach("other words"))],
      [
        { start: 7, end: 12, state: "moved", attached: true, settled: false },
        { start: 7, end: 12, state: "changed" },
      ],
    ],
    [
      "shows one that was reattached elsewhere as it is on the server",
      [view("a", { start: 1, end: 6 })],
      [queued("a", attach("words"))],
      [{ start: 1, end: 6, attached: false }],
    ],
    [
      "keeps its position in this edition, whatever happens to it in another one",
      [lost("a")],
      [queued("a", { kind: "highlight.attach", to: { edition: "f", start: 7, end: 12, quote: "words" } })],
      [{ start: null, state: "orphan" }],
    ],
    [
      "shows no position for a highlight that was detached again",
      [view("a", { attached: true })],
      [queued("a", { kind: "highlight.detach", edition: "e" })],
      [{ start: null, end: null, attached: false }],
    ],
    [
      "keeps a highlight without a position",
      [lost("a")],
      [queued("a", { kind: "highlight.settle", edition: "e", isSettled: true })],
      [{ start: null, settled: true }],
    ],
    ["adds a note", [view("a")], [queued("a", write)], [{ note: { body: "Typed", version: 1 } }]],
    [
      "replaces a deleted note",
      [noted("a", "Before", 3)],
      [queued("a", { kind: "note.save", from: "Before", body: "After" })],
      [{ note: { body: "After", version: 4 } }],
    ],
    [
      "hides a deleted note",
      [noted("a", "Typed")],
      [queued("a", { kind: "note.delete", from: "Typed" })],
      [{ note: null }],
    ],
    ["ignores changes to items that others deleted", [], [queued("a", write)], []],
    [
      "ignores rejected changes, and later changes to the same highlight",
      [view("a"), view("b")],
      [{ ...queued("a", red), refusal }, queued("a", write), queued("b", write)],
      [{ colour: 1, note: null }, { note: { body: "Typed" } }],
    ],
    ["ignores other reports", [view("a")], [{ ...queued("a", red), report: "another" }], [{ colour: 1 }]],
  ])("%s", (_, highlights, changes, expected) => {
    const result = shown(highlights, ...changes);
    expect(result).toHaveLength(expected.length);
    expect(result).toMatchObject(expected);
  });
});

/** A user's action on a highlight. What it does depends on what the user sees. */
type Deed = (seen: HighlightView | undefined, gone: { view?: HighlightView; note?: HighlightView }) => Change | null;

const recolour =
  (colour: 1 | 2 | 3 | 4): Deed =>
  (seen) =>
    seen ? { kind: "highlight.change", from: { colour: seen.colour }, to: { colour } } : null;
const save =
  (body: string): Deed =>
  (seen) =>
    seen ? { kind: "note.save", from: seen.note?.body ?? null, body } : null;
const remove: Deed = (seen) => (seen ? { kind: "highlight.delete", note: seen.note?.body ?? null } : null);
const bringBack: Deed = (seen, gone) => (!seen && gone.view ? { kind: "highlight.restore", view: gone.view } : null);
const erase: Deed = (seen) => (seen?.note ? { kind: "note.delete", from: seen.note.body } : null);
const bringNoteBack: Deed = (seen, gone) =>
  seen && !seen.note && gone.note?.note ? { kind: "note.restore", note: gone.note.note } : null;

const attachIt: Deed = (seen) => (seen?.start === null ? attach("words") : null);
const takeOff: Deed = (seen) => (seen?.attached ? { kind: "highlight.detach", edition: "e" } : null);
const keepIt: Deed = (seen) =>
  seen?.start === null ? { kind: "highlight.settle", edition: "e", isSettled: !seen.settled } : null;

const deed = fc.oneof(
  fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const).map(recolour),
  fc.constantFrom("A", "B", "C").map(save),
  fc.constantFrom(remove, bringBack, erase, bringNoteBack, attachIt, takeOff, keepIt),
);
const deeds = fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), deed), { maxLength: 12 });
/** The initial highlights. */
const THERE = [noted("b", "There"), lost("c")];

/** Queues a user's actions one by one. Each is based on what the user sees at that point. */
function doAll(done: [string, Deed][]): QueuedChange[] {
  const changes = [queued("a", { kind: "highlight.create", highlight: newHighlight("a") })];
  const gone: Record<string, { view?: HighlightView; note?: HighlightView }> = { a: {}, b: {}, c: {} };
  for (const [id, act] of done) {
    const seen = shown(THERE, ...changes).find((each) => each.id === id);
    const change = act(seen, gone[id]!);
    if (!change) continue;
    if (change.kind === "highlight.delete") gone[id] = { view: seen };
    if (change.kind === "note.delete") gone[id]!.note = seen;
    const ofNote = change.kind === "note.save" || change.kind === "note.delete";
    changes.push(queued(id, change, (ofNote ? seen?.note?.version : seen?.version) ?? null));
  }
  return changes;
}

/** The state of highlights as the user sees it. */
const seenOf = (views: HighlightView[]) =>
  Object.fromEntries(
    views.map(({ id, colour, visibility, start, settled, note }) => [
      id,
      { colour, visibility, start, settled, note: note?.body },
    ]),
  );

/**
 * A note that replaces a deleted one continues its version numbers. Only the server knows what the last number was.
 */
function makeMerged(server: ModelServer, change: QueuedChange): void {
  try {
    server.make(change);
  } catch (error) {
    const { current } = (error as RequestError).body as { current: HighlightView };
    server.make({ ...change, version: mergedVersion(change.change, current) ?? null });
  }
}

describe("while the server applies one change after another", () => {
  it("the visible state is the same before and after each confirmation", () => {
    fc.assert(
      fc.property(deeds, (done) => {
        const changes = doAll(done);
        const server = new ModelServer(THERE);
        const first = seenOf(shown(server.list(), ...changes));
        changes.forEach((change, made) => {
          makeMerged(server, change);
          expect(seenOf(shown(server.list(), ...changes.slice(made + 1)))).toEqual(first);
          expect(seenOf(shown(server.list(), ...changes.slice(made)))).toEqual(first);
        });
        expect(seenOf(server.list())).toEqual(first);
      }),
    );
  });
});
