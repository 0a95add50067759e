import { describe, expect, it } from "vitest";
import { createHighlights, deriveHighlights } from "@/app/_features/annotations/state/highlights";
import type { AnnotationsState, Facts, Tools } from "@/app/_features/annotations/state/state";
import type { QueuedChange } from "@/app/_features/changes";
import { requireTags } from "@/lib/annotations/highlights/require-tags";
import type { HighlightList, HighlightView } from "@/lib/annotations/schemas";
import { gone, highlightList, highlightView, noteView, said } from "../annotations/views";

const EDITION = { id: "e1", ordinal: 1 };
const ME = { id: "ann", name: "Ann", email: "ann@example.org", role: "member" } as const;

const view = (id: string, more: Partial<HighlightView> = {}) =>
  highlightView(id, { may: { edit: true, delete: true, share: true, place: true }, ...more });

/** The slice with its own state, and a list of the changes that it adds to the outbox. */
function open(before: HighlightList = highlightList()) {
  const known = new Map<string, HighlightView>();
  const derive = deriveHighlights("rivers", known);
  const facts = { me: ME, list: before, isKnown: false, isOutdated: false, changes: [] };
  const withRest = (next: Facts & { typedOn: ReadonlySet<string> }, last: AnnotationsState | null) =>
    ({ ...next, ...derive(next, last) }) as AnnotationsState;
  let state = withRest({ ...facts, typedOn: new Set() } as unknown as AnnotationsState, null);
  const update = (change: Partial<AnnotationsState>) => {
    state = withRest({ ...state, ...change }, state);
  };
  const sent: Pick<QueuedChange, "highlight" | "version" | "change">[] = [];
  const tools = {
    page: { slug: "rivers", edition: EDITION, text: { current: null } },
    get: () => state,
    update,
    outbox: () => ({ add: (change: (typeof sent)[number]) => sent.push(change) }),
  } as unknown as Tools;
  return { highlights: createHighlights(tools, known), state: () => state, update, sent };
}

/** A list of highlights that is delivered on demand. */
function fetching() {
  let arrive: (fetched: HighlightList) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const answer = new Promise<HighlightList>((resolve, reject) => {
    arrive = resolve;
    fail = reject;
  });
  return { fetchList: () => answer, arrive, fail };
}

describe("the highlights of an open report", () => {
  it("show live events before the list has been loaded, and keep them if the list is older", async () => {
    const { highlights, state } = open();
    const { fetchList, arrive } = fetching();
    const loaded = highlights.load(fetchList);
    highlights.hear(said(view("a", { version: 2, colour: 4 })));
    highlights.hear(said(view("b")));
    highlights.hear(gone("c"));
    expect([state().isKnown, state().all.map(({ id }) => id)]).toEqual([false, ["a", "b"]]);
    arrive(highlightList(view("a"), view("c")));
    await loaded;
    expect(state().isKnown).toBe(true);
    expect(state().all.map(({ id, version }) => [id, version])).toEqual([
      ["a", 2],
      ["b", 1],
    ]);
  });

  it("are those of each list, updated with the events received since that list was requested", async () => {
    const { highlights, state } = open();
    const [first, second] = [fetching(), fetching()];
    const loading = [highlights.load(first.fetchList)];
    highlights.hear(gone("a"));
    loading.push(highlights.load(second.fetchList));
    second.arrive(highlightList(view("b")));
    await loading[1];
    // The response to the earlier request arrives later.
    first.arrive(highlightList(view("a"), view("b")));
    await loading[0];
    expect(state().all.map(({ id }) => id)).toEqual(["b"]);
  });

  it("stay unchanged if the list cannot be loaded or has not changed", async () => {
    const { highlights, state } = open(highlightList(view("a"), view("b", { note: noteView("a note") })));
    const { list: before, all } = state();
    const { fetchList, fail } = fetching();
    const failed = highlights.load(fetchList);
    fail(new TypeError("unreachable"));
    await expect(failed).rejects.toThrow("unreachable");
    expect([state().list === before, state().isKnown]).toEqual([true, false]);
    await highlights.load(async () => structuredClone(before));
    expect([state().list === before, state().all === all, state().isKnown]).toEqual([true, true, true]);
    await highlights.load(async () => highlightList(view("a"), view("b", { version: 2 })));
    expect(state().list.highlights.map((each, index) => each === before.highlights[index])).toEqual([true, false]);
  });

  it("record that the report has a newer edition, and keep their positions", async () => {
    const { highlights, state } = open(highlightList(view("a")));
    await highlights.load(async () => ({
      edition: { id: "e2", ordinal: 2 },
      highlights: [view("a", { edition: "e2", start: 90, end: 95 }), view("b", { edition: "e2" })],
    }));
    expect(state().isOutdated).toBe(true);
    expect(state().all.map(({ id, start }) => [id, start])).toEqual([
      ["a", 3],
      ["b", null],
    ]);
    expect(state().placed.map(({ id }) => id)).toEqual(["a"]);
  });

  it("show a change immediately, in reading order, and send it with the version that was displayed", () => {
    const { highlights, state, update, sent } = open(highlightList(view("b", { start: 20, end: 25 }), view("a")));
    highlights.setTags(state().all[0]!, requireTags(["trade", "Trade", "rivers"]));
    expect(sent).toMatchObject([{ highlight: "a", version: 1, change: { kind: "highlight.tags", from: [] } }]);
    const queued = { key: "k", at: 1, report: "rivers", highlight: "a", quote: "trade", version: 1 };
    update({ changes: [{ ...queued, change: { kind: "highlight.change", from: { colour: 1 }, to: { colour: 3 } } }] });
    expect(state().all.map(({ id, colour }) => [id, colour])).toEqual([
      ["a", 3],
      ["b", 1],
    ]);
  });

  it("keep a deleted highlight that has unsaved text on the page, unless the user deletes it", () => {
    const { highlights, state, update } = open(highlightList(view("a"), view("b", { start: 9, end: 12 })));
    update({ typedOn: new Set(["a"]) });
    highlights.hear(gone("a"));
    expect([state().all.map(({ id }) => id), state().placed.map(({ id }) => id)]).toEqual([["b"], ["a", "b"]]);
    highlights.forget("a");
    update({ typedOn: new Set(["a", "b"]) });
    expect(state().placed.map(({ id }) => id)).toEqual(["b"]);
  });
});
