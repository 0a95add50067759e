import { describe, expect, it } from "vitest";
import { chosenIn, isAskedFor, NO_FILTER, type NoteFilter, optionsAmong } from "@/lib/annotations/notes/note-filter";
import type { HighlightView } from "@/lib/annotations/schemas";
import { noteView } from "./views";

type Filtered = Parameters<typeof isAskedFor>[1];

const highlight = (more: Partial<Filtered> = {}): Filtered => ({
  ...{ author: { id: "ann", name: "Ann" }, colour: 1, tags: [], state: "anchored", visibility: "team", note: null },
  ...more,
});
const resolved = { by: null, at: "" };

describe("note filter", () => {
  it.each<[string, Partial<NoteFilter>, Partial<HighlightView>, boolean]>([
    ["without conditions shows all notes", {}, {}, true],
    ["by a person", { person: "ann" }, {}, true],
    ["by a different person", { person: "bob" }, {}, false],
    ["by a colour", { colour: 2 }, { colour: 2 }, true],
    ["by a different colour", { colour: 2 }, {}, false],
    ["by a tag, in any spelling", { tag: "oil" }, { tags: ["gas", "Oil"] }, true],
    ["by a different tag", { tag: "oil" }, { tags: ["oil trade"] }, false],
    ["by open notes", { state: "open" }, { note: noteView("") }, true],
    ["by open notes: a highlight without a note", { state: "open" }, {}, false],
    ["by open notes: a resolved note", { state: "open" }, { note: noteView("", { resolved }) }, false],
    ["by resolved notes", { state: "resolved" }, { note: noteView("", { resolved }) }, true],
    ["by resolved notes: an open note", { state: "resolved" }, { note: noteView("") }, false],
    ["by highlights without a note", { state: "bare" }, {}, true],
    ["by highlights without a note: one with a note", { state: "bare" }, { note: noteView("") }, false],
    ["by moved highlights", { state: "moved" }, { state: "moved" }, true],
    ["by changed highlights", { state: "changed" }, { state: "moved" }, false],
    ["by unplaced highlights", { state: "unplaced" }, { state: "ambiguous" }, true],
    ["by unplaced highlights: one that is placed", { state: "unplaced" }, {}, false],
    ["by private notes", { visibility: "private" }, {}, false],
    ["by all conditions together", { person: "ann", colour: 1 }, { colour: 2 }, false],
  ])("%s", (_, filter, more, isShown) => {
    expect(isAskedFor({ ...NO_FILTER, ...filter }, highlight(more))).toBe(isShown);
  });

  it("counts its selected values", () => {
    expect([chosenIn(NO_FILTER), chosenIn({ ...NO_FILTER, colour: 1, tag: "oil" })]).toEqual([0, 2]);
  });

  it("offers only values that occur", () => {
    const bob = { id: "bob", name: "Bob" };
    const options = optionsAmong([
      highlight({ author: bob, tags: ["Oil", "gas"], colour: 3 }),
      highlight({ tags: ["oil"], note: noteView(""), state: "moved", visibility: "private" }),
      highlight({ author: bob }),
    ]);
    expect(options).toEqual({
      people: [
        { value: "ann", name: "Ann", count: 1 },
        { value: "bob", name: "Bob", count: 2 },
      ],
      tags: [
        { value: "gas", name: "gas", count: 1 },
        { value: "oil", name: "Oil", count: 2 },
      ],
      colours: [1, 3],
      states: ["open", "bare", "moved"],
    });
  });
});
