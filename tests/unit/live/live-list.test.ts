import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitted, fittedList, isOlder, withMessage } from "@/app/_features/annotations/state/highlights";
import { gone, highlightList, highlightView, noteView, said } from "../annotations/views";

const EDITION = { id: "e1", ordinal: 1 };

const noteOf = (version: number, changes = 0) => noteView(`${version}`, { version, changes });

describe("the highlights of a page", () => {
  it.each([
    ["one is created", highlightList(), said(highlightView("a")), ["a1"]],
    [
      "one changes",
      highlightList(highlightView("a"), highlightView("b")),
      said(highlightView("a", { version: 2 })),
      ["b1", "a2"],
    ],
    [
      "an older version arrives late",
      highlightList(highlightView("a", { version: 3 })),
      said(highlightView("a", { version: 2 })),
      ["a3"],
    ],
    ["one is deleted", highlightList(highlightView("a"), highlightView("b")), gone("a"), ["b1"]],
    ["an unknown one is deleted", highlightList(highlightView("b")), gone("a"), ["b1"]],
    ["one in another report is created", highlightList(), said(highlightView("a", { report: "lakes" })), []],
  ])("are updated correctly when %s", (_, before, message, after) => {
    expect(withMessage(before, "rivers", message).highlights.map(({ id, version }) => `${id}${version}`)).toEqual(
      after,
    );
  });

  it.each([
    ["an older highlight", highlightView("a"), highlightView("a", { version: 2 }), true],
    ["a newer highlight", highlightView("a", { version: 2 }), highlightView("a"), false],
    ["the same version", highlightView("a"), highlightView("a"), false],
    ["an older note", highlightView("a", { note: noteOf(1) }), highlightView("a", { note: noteOf(2) }), true],
    ["an older thread", highlightView("a", { note: noteOf(2, 3) }), highlightView("a", { note: noteOf(2, 4) }), true],
    ["a newer thread", highlightView("a", { note: noteOf(2, 4) }), highlightView("a", { note: noteOf(2, 3) }), false],
    [
      "an older note with a newer thread",
      highlightView("a", { note: noteOf(1, 9) }),
      highlightView("a", { note: noteOf(2) }),
      true,
    ],
    ["a note where there was none", highlightView("a", { note: noteOf(1) }), highlightView("a"), false],
    ["a deleted note", highlightView("a"), highlightView("a", { note: noteOf(1) }), false],
  ])("compare versions: %s", (_, a, b, expected) => {
    expect(isOlder(a, b)).toBe(expected);
  });

  it("keep the positions of their edition when another one is published", () => {
    const later = highlightView("a", { edition: "e2", start: 90, end: 95, version: 2, colour: 2 });
    expect(fitted(later, "e1", highlightView("a"))).toMatchObject({
      edition: "e1",
      start: 3,
      end: 8,
      colour: 2,
      version: 2,
    });
    expect(fitted(later, "e1", undefined)).toMatchObject({ edition: "e1", start: null, end: null, state: "orphan" });
    const fetched = {
      edition: { id: "e2", ordinal: 2 },
      highlights: [later, highlightView("b", { edition: "e2", start: 1 })],
    };
    const now = fittedList(fetched, highlightList(highlightView("a")));
    expect(now.edition).toEqual(EDITION);
    expect(now.highlights.map(({ start }) => start)).toEqual([3, null]);
  });

  it("end in the same state despite duplicate or late events, as long as the latest one comes last", () => {
    const changes = fc.array(fc.record({ id: fc.constantFrom("a", "b"), late: fc.boolean() }), { maxLength: 20 });
    fc.assert(
      fc.property(changes, (sequence) => {
        const versions: Record<string, number> = {};
        let now = highlightList();
        for (const { id, late } of sequence) {
          versions[id] = (versions[id] ?? 0) + 1;
          now = withMessage(now, "rivers", said(highlightView(id, { version: versions[id] })));
          if (late)
            now = withMessage(now, "rivers", said(highlightView(id, { version: Math.max(1, versions[id] - 1) })));
        }
        expect(Object.fromEntries(now.highlights.map(({ id, version }) => [id, version]))).toEqual(versions);
      }),
    );
  });
});
