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
    ["of nothing lets all through", {}, {}, true],
    ["of a person", { person: "ann" }, {}, true],
    ["of another person", { person: "bob" }, {}, false],
    ["of a colour", { colour: 2 }, { colour: 2 }, true],
    ["of another colour", { colour: 2 }, {}, false],
    ["of a tag, however it is written", { tag: "oil" }, { tags: ["gas", "Oil"] }, true],
    ["of another tag", { tag: "oil" }, { tags: ["oil trade"] }, false],
    ["of open notes", { state: "open" }, { note: noteView("") }, true],
    ["of open notes, without a note", { state: "open" }, {}, false],
    ["of open notes, with one that is resolved", { state: "open" }, { note: noteView("", { resolved }) }, false],
    ["of resolved notes", { state: "resolved" }, { note: noteView("", { resolved }) }, true],
    ["of resolved notes, with an open one", { state: "resolved" }, { note: noteView("") }, false],
    ["of highlights without a note", { state: "bare" }, {}, true],
    ["of highlights without a note, with one", { state: "bare" }, { note: noteView("") }, false],
    ["of what has moved", { state: "moved" }, { state: "moved" }, true],
    ["of what was changed", { state: "changed" }, { state: "moved" }, false],
    ["of what has no place", { state: "unplaced" }, { state: "ambiguous" }, true],
    ["of what has no place, with one in place", { state: "unplaced" }, {}, false],
    ["of what only I see", { visibility: "private" }, {}, false],
    ["of all of these", { person: "ann", colour: 1 }, { colour: 2 }, false],
  ])("%s", (_, filter, more, isShown) => {
    expect(isAskedFor({ ...NO_FILTER, ...filter }, highlight(more))).toBe(isShown);
  });

  it("counts its selected values", () => {
    expect([chosenIn(NO_FILTER), chosenIn({ ...NO_FILTER, colour: 1, tag: "oil" })]).toEqual([0, 2]);
  });

  it("offers the values that occur", () => {
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
