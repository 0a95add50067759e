import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitted, fittedList, isOlder, withMessage } from "@/app/_features/annotations/state/highlights";
import type { HighlightList, HighlightView } from "@/lib/annotations/schemas";
import { noteView } from "../annotations/views";

const EDITION = { id: "e1", ordinal: 1 };

function view(id: string, more: Partial<HighlightView> = {}): HighlightView {
  return {
    ...{ id, report: "rivers", edition: "e1", start: 3, end: 8, state: "anchored", quote: "trade", colour: 1 },
    ...{ carried: false, attached: false, settled: false },
    ...{ visibility: "team", groupId: null, tags: [], version: 1, createdAt: "", updatedAt: "" },
    author: { id: "ann", name: "Ann" },
    origin: null,
    may: { edit: false, delete: false, share: false, place: false },
    note: null,
    ...more,
  };
}
const noteOf = (version: number, changes = 0) => noteView(`${version}`, { version, changes });
const list = (...highlights: HighlightView[]): HighlightList => ({ edition: EDITION, highlights });
const said = (highlight: HighlightView) => ({ event: "highlight" as const, data: { highlight } });
const gone = (id: string) => ({ event: "gone" as const, data: { id } });

describe("the list of highlights on a page", () => {
  it.each([
    ["a new one comes", list(), said(view("a")), ["a1"]],
    ["one changes", list(view("a"), view("b")), said(view("a", { version: 2 })), ["b1", "a2"]],
    ["an older one comes late", list(view("a", { version: 3 })), said(view("a", { version: 2 })), ["a3"]],
    ["one goes", list(view("a"), view("b")), gone("a"), ["b1"]],
    ["an unknown one goes", list(view("b")), gone("a"), ["b1"]],
    ["one of another report comes", list(), said(view("a", { report: "lakes" })), []],
  ])("when %s", (_, before, message, after) => {
    expect(withMessage(before, "rivers", message).highlights.map(({ id, version }) => `${id}${version}`)).toEqual(
      after,
    );
  });

  it.each([
    ["an older highlight", view("a"), view("a", { version: 2 }), true],
    ["a newer highlight", view("a", { version: 2 }), view("a"), false],
    ["the same", view("a"), view("a"), false],
    ["an older note", view("a", { note: noteOf(1) }), view("a", { note: noteOf(2) }), true],
    ["an older thread", view("a", { note: noteOf(2, 3) }), view("a", { note: noteOf(2, 4) }), true],
    ["a newer thread", view("a", { note: noteOf(2, 4) }), view("a", { note: noteOf(2, 3) }), false],
    ["an older note with more in its thread", view("a", { note: noteOf(1, 9) }), view("a", { note: noteOf(2) }), true],
    ["a note where there was none", view("a", { note: noteOf(1) }), view("a"), false],
    ["a note that is gone", view("a"), view("a", { note: noteOf(1) }), false],
  ])("knows %s", (_, a, b, expected) => {
    expect(isOlder(a, b)).toBe(expected);
  });

  it("keeps the places of its own edition when another comes", () => {
    const later = view("a", { edition: "e2", start: 90, end: 95, version: 2, colour: 2 });
    expect(fitted(later, "e1", view("a"))).toMatchObject({ edition: "e1", start: 3, end: 8, colour: 2, version: 2 });
    expect(fitted(later, "e1", undefined)).toMatchObject({ edition: "e1", start: null, end: null, state: "orphan" });
    const fetched = { edition: { id: "e2", ordinal: 2 }, highlights: [later, view("b", { edition: "e2", start: 1 })] };
    const now = fittedList(fetched, list(view("a")));
    expect(now.edition).toEqual(EDITION);
    expect(now.highlights.map(({ start }) => start)).toEqual([3, null]);
  });

  it("comes to the same whatever was said twice or late, as long as the last word is said last", () => {
    const changes = fc.array(fc.record({ id: fc.constantFrom("a", "b"), late: fc.boolean() }), { maxLength: 20 });
    fc.assert(
      fc.property(changes, (sequence) => {
        const versions: Record<string, number> = {};
        let now = list();
        for (const { id, late } of sequence) {
          versions[id] = (versions[id] ?? 0) + 1;
          now = withMessage(now, "rivers", said(view(id, { version: versions[id] })));
          if (late) now = withMessage(now, "rivers", said(view(id, { version: Math.max(1, versions[id] - 1) })));
        }
        expect(Object.fromEntries(now.highlights.map(({ id, version }) => [id, version]))).toEqual(versions);
      }),
    );
  });
});
