import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionKindOf, backwards, forwards, type Move, type Step } from "@/app/_features/annotations/state/undo";
import type { QueuedChange } from "@/app/_features/changes/changes";
import { withChanges } from "@/app/_features/changes/registry";
import type { HighlightView, NoteView } from "@/lib/annotations/schemas";
import { noteView, replyView } from "../annotations/views";
import { noted, queued, REPORT, view } from "../outbox/changes";

const on = { highlight: "a" };
const created: Step = { ...on, what: "highlight", before: null, after: view("a") };
const deleted: Step = { ...on, what: "highlight", before: noted("a", "Text"), after: null };
const red: Step = { ...on, what: "look", before: { colour: 1 }, after: { colour: 3 } };
const hidden: Step = { ...on, what: "look", before: { visibility: "team" }, after: { visibility: "private" } };
const toGroup: Step = {
  ...on,
  what: "look",
  before: { visibility: "group", groupId: "g" },
  after: { visibility: "group", groupId: "h" },
};
const written: Step = { ...on, what: "note", before: null, after: { body: "Text" } };
const edited: Step = { ...on, what: "note", before: { body: "Before" }, after: { body: "Text" } };
const erased: Step = { ...on, what: "note", before: noteView("Text", { version: 4 }), after: null };
const its = { ...on, what: "reply", reply: "r" } as const;
const replied: Step = { ...its, before: null, after: { body: "Yes" } };
const replyEdited: Step = { ...its, before: { body: "No" }, after: { body: "Yes" } };
const replyErased: Step = { ...its, before: replyView("r", "Yes", "Ada"), after: null };
const resolved: Step = { ...on, what: "resolved", before: false, after: true };
const reopened: Step = { ...on, what: "resolved", before: true, after: false };

const discussed = (note: Partial<NoteView>) => view("a", { note: noteView("Text", note) });
const withReply = (body: string) => discussed({ replies: [replyView("r", body, "Ada")] });
const settled = discussed({ resolved: { by: { id: "p", name: "Ada" }, at: "" } });

describe("undo step", () => {
  it.each<[string, Step, HighlightView | undefined, object | null]>([
    ["create", created, view("a"), { kind: "highlight.delete", note: null }],
    ["create", created, noted("a", "Written elsewhere"), null],
    ["create", created, undefined, null],
    ["delete", deleted, undefined, { kind: "highlight.restore", view: noted("a", "Text") }],
    ["delete", deleted, noted("a", "Text"), null],
    ["recolour", red, view("a", { colour: 3 }), { kind: "highlight.change", to: { colour: 1 } }],
    ["recolour", red, view("a", { colour: 3, visibility: "private" }), { kind: "highlight.change", to: { colour: 1 } }],
    ["recolour", red, view("a", { colour: 2 }), null],
    ["show", hidden, view("a", { visibility: "private" }), { kind: "highlight.change", to: { visibility: "team" } }],
    [
      "show",
      toGroup,
      view("a", { visibility: "group", groupId: "h" }),
      { kind: "highlight.change", to: { visibility: "group", groupId: "g" } },
    ],
    ["show", toGroup, view("a", { visibility: "group", groupId: "another" }), null],
    ["write", written, noted("a", "Text", 2), { kind: "note.delete", from: "Text" }],
    ["write", written, noted("a", "Changed elsewhere", 3), null],
    ["edit", edited, noted("a", "Text"), { kind: "note.save", from: "Text", body: "Before" }],
    ["edit", edited, noted("a", "Changed elsewhere"), null],
    ["edit", edited, view("a"), null],
    ["erase", erased, view("a"), { kind: "note.restore", note: { body: "Text" } }],
    ["erase", erased, noted("a", "Written anew"), null],
    ["erase", erased, undefined, null],
    ["reply", replied, withReply("Yes"), { kind: "reply.delete", reply: "r", from: "Yes" }],
    ["reply", replied, withReply("Changed elsewhere"), null],
    ["reply", replied, discussed({}), null],
    ["edit-reply", replyEdited, withReply("Yes"), { kind: "reply.save", reply: "r", from: "Yes", body: "No" }],
    ["edit-reply", replyEdited, withReply("Changed elsewhere"), null],
    ["erase-reply", replyErased, discussed({}), { kind: "reply.restore", reply: { id: "r", body: "Yes" } }],
    ["erase-reply", replyErased, withReply("Yes"), null],
    ["erase-reply", replyErased, view("a"), null],
    ["resolve", resolved, settled, { kind: "note.resolve", isResolved: false }],
    ["resolve", resolved, discussed({}), null],
    ["reopen", reopened, discussed({}), { kind: "note.resolve", isResolved: true }],
    ["reopen", reopened, view("a"), null],
  ])("%s (%#)", (deed, step, now, change) => {
    expect(actionKindOf(step)).toBe(deed);
    const move = backwards(step, now);
    if (change) expect(move?.change).toMatchObject(change);
    else expect(move).toBeNull();
  });
});

describe("a history", () => {
  const seen = (now: HighlightView | undefined) =>
    now && {
      ...{ colour: now.colour, visibility: now.visibility, note: now.note?.body },
      replies: now.note?.replies.map(({ body }) => body),
      isResolved: now.note && now.note.resolved !== null,
    };

  it("leads back to its start and forward to its end, any number of times", () => {
    const steps: Step[] = [created, written, edited, red, hidden, erased, deleted];
    steps.push(replied, replyEdited, replyErased, resolved);
    // Performs each step as a user would after seeing the result of the previous one.
    const does = (step: Step, now: HighlightView | undefined): Step | null => {
      if (step === created) return now ? null : step;
      if (!now) return null;
      if (step === deleted) return { ...deleted, before: now } as Step;
      if (step === erased) return now.note && ({ ...erased, before: now.note } as Step);
      if (step === written) return now.note ? null : step;
      if (step === edited)
        return now.note && ({ ...edited, before: now.note, after: { body: `${now.note.body}!` } } as Step);
      const reply = now.note?.replies[0];
      if (step === replied) return now.note && !reply ? step : null;
      if (step === replyEdited) return reply ? { ...its, before: reply, after: { body: `${reply.body}!` } } : null;
      if (step === replyErased) return reply ? { ...its, before: reply, after: null } : null;
      if (step === resolved)
        return now.note && { ...resolved, before: now.note.resolved !== null, after: now.note.resolved === null };
      if (step === red) return { ...red, before: { colour: now.colour } } as Step;
      return now.visibility === "team" ? hidden : null;
    };
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 12 }), fc.array(fc.boolean()), (wanted, ways) => {
        const changes: QueuedChange[] = [];
        const now = () => withChanges([], changes, REPORT, { id: "p", name: "Ada" })[0];
        const make = ({ change, version }: Move) => changes.push(queued("a", change, version));
        const done: Step[] = [];
        const undone: Step[] = [];
        const states: unknown[] = [seen(now())];
        for (const step of [created, ...wanted]) {
          const own = does(step, now());
          const move = own && (own === created ? null : forwards(own, now()));
          if (own === created) {
            const { id, edition, quote } = view("a");
            const passage = { start: 0, end: 5, prefix: "", suffix: "" };
            const highlight = { id, edition, quote, ...passage, colour: 1, visibility: "team" as const, note: null };
            changes.push(queued("a", { kind: "highlight.create", highlight }));
          } else if (move) make(move);
          else continue;
          done.push(own);
          states.push(seen(now()));
        }
        const take = (isBack: boolean) => {
          const [from, to] = isBack ? [done, undone] : [undone, done];
          const step = from.pop();
          if (!step) return;
          const move = isBack ? backwards(step, now()) : forwards(step, now());
          expect(move).not.toBeNull();
          make(move!);
          to.push(move!.step);
          expect(seen(now())).toEqual(states[done.length]);
        };
        for (const isBack of [...ways, ...states.map(() => true), ...states.map(() => false)]) take(isBack);
        expect(undone).toEqual([]);
      }),
    );
  });
});
