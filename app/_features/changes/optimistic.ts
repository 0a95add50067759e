import type { Colour } from "@/lib/annotations/colours";
import { saysTheSame } from "@/lib/annotations/placing";
import type { Audience } from "@/lib/annotations/rules";
import type { HighlightView, NewHighlight, NewReply, NoteView, ReplyView } from "@/lib/annotations/schemas";
import { type Change, isSameTags, looksLike, type QueuedChange } from "./changes";

/** Changes that wait for the person, or for one of those on the same highlight. The others are sent in their order. */
export function heldBack(changes: readonly QueuedChange[]): ReadonlySet<QueuedChange> {
  const refused = new Set<string>();
  const held = new Set<QueuedChange>();
  for (const queued of changes) {
    if (queued.refusal) refused.add(queued.highlight);
    if (refused.has(queued.highlight)) held.add(queued);
  }
  return held;
}

type Person = HighlightView["author"];

/**
 * The highlights of a report as they will be once the server has made a person's changes; it may have made the first of them
 * already. What was refused, and what comes after that on the same highlight, does not show.
 *
 * @param highlights as they came from the server
 * @param changes all that are queued, of whatever report, in their order
 * @param me the person whose changes they are
 */
export function withChanges(
  highlights: readonly HighlightView[],
  changes: readonly QueuedChange[],
  report: string,
  me: Person,
): HighlightView[] {
  const views = new Map(highlights.map((view) => [view.id, view]));
  const held = heldBack(changes);
  for (const queued of changes) {
    if (queued.report !== report || held.has(queued)) continue;
    const next = after(views.get(queued.highlight), queued, me);
    if (next) views.set(queued.highlight, next);
    else views.delete(queued.highlight);
  }
  return [...views.values()];
}

function after(view: HighlightView | undefined, queued: QueuedChange, me: Person): HighlightView | undefined {
  const { change, report } = queued;
  if (change.kind === "highlight.create") return view ?? newView(change.highlight, report, me);
  if (change.kind === "highlight.restore") return view ?? (change.view ? restoredView(change.view) : undefined);
  return view && changed(view, change, me);
}

function changed(view: HighlightView, change: Change, me: Person): HighlightView | undefined {
  const { note } = view;
  switch (change.kind) {
    case "highlight.delete":
      return undefined;
    case "highlight.change": {
      if (looksLike(change.to, view)) return view;
      const next = { ...view, ...change.to };
      return { ...next, version: view.version + 1, note: note && { ...note, visibility: next.visibility } };
    }
    case "highlight.tags":
      if (isSameTags(change.to, view.tags)) return view;
      return { ...view, tags: change.to, version: view.version + 1 };
    case "highlight.attach":
    case "highlight.detach":
    case "highlight.settle":
      return placed(view, change);
    case "note.save":
      if (note?.body === change.body) return view;
      return {
        ...view,
        note: note ? { ...note, body: change.body, version: note.version + 1 } : newNote(view, change),
      };
    case "note.delete":
      return { ...view, note: null };
    case "note.restore":
      return { ...view, note: note ?? (change.note && { ...change.note, version: change.note.version + 2 }) };
    default:
      return note ? { ...view, note: discussed(note, change, { me, groupId: view.groupId }) } : view;
  }
}

type Placing = Extract<Change, { kind: "highlight.attach" | "highlight.detach" | "highlight.settle" }>;

/** Where a highlight is attached, taken off, or kept as it is. What is meant for another edition shows when that is opened. */
function placed(view: HighlightView, change: Placing): HighlightView {
  const edition = change.kind === "highlight.attach" ? change.to.edition : change.edition;
  if (edition !== view.edition) return view;
  if (change.kind === "highlight.settle") return { ...view, settled: change.isSettled };
  if (change.kind === "highlight.detach") {
    return view.attached ? { ...view, start: null, end: null, state: "orphan", attached: false } : view;
  }
  if (view.start !== null) return view;
  const { start, end, quote } = change.to;
  const state = saysTheSame(view.quote, quote) ? "moved" : "changed";
  return { ...view, start, end, state, attached: true, settled: false };
}

function discussed(note: NoteView, change: Change, by: { me: Person; groupId: string | null }): NoteView {
  const { replies, visibility } = note;
  const hasReply = (reply: string) => replies.some(({ id }) => id === reply);
  switch (change.kind) {
    case "note.resolve": {
      if ((note.resolved !== null) === change.isResolved) return note;
      const resolved = change.isResolved ? { by: by.me, at: new Date().toISOString() } : null;
      return { ...note, resolved };
    }
    case "reply.create":
      if (hasReply(change.reply.id)) return note;
      return { ...note, replies: [...replies, newReply(change.reply, by.me, { visibility, groupId: by.groupId })] };
    case "reply.save": {
      const { reply: id, body } = change;
      const saved = replies.map((reply) =>
        reply.id === id && reply.body !== body ? { ...reply, body, version: reply.version + 1 } : reply,
      );
      return { ...note, replies: saved };
    }
    case "reply.delete":
      return { ...note, replies: replies.filter(({ id }) => id !== change.reply) };
    case "reply.restore": {
      if (hasReply(change.reply.id) || !("version" in change.reply)) return note;
      const restored = { ...change.reply, version: change.reply.version + 2 };
      return { ...note, replies: [...replies, restored].sort(firstFirst) };
    }
    default:
      return note;
  }
}

function firstFirst(a: ReplyView, b: ReplyView): number {
  return a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0;
}

/** Deleted and brought back: two versions later. */
function restoredView(view: HighlightView): HighlightView {
  return { ...view, version: view.version + 2 };
}

/** A new highlight as it is shown before the server has confirmed it. */
export function newView(highlight: NewHighlight, report: string, author: Person): HighlightView {
  const now = new Date().toISOString();
  const { id, edition, start, end, quote, colour, visibility, groupId = null } = highlight;
  return {
    ...{ id, report, edition, start, end, quote, visibility, groupId, tags: [], state: "anchored", version: 1 },
    ...{ carried: false, attached: false, settled: false },
    colour: colour as Colour,
    ...{ createdAt: now, updatedAt: now, author, origin: null },
    may: { edit: true, delete: true, share: false, place: true },
    note: null,
  };
}

function newNote({ visibility }: HighlightView, { body }: { body: string }): NoteView {
  return {
    ...{ body, version: 1, updatedAt: new Date().toISOString(), visibility, resolved: null, replies: [], changes: 0 },
    may: { reply: true, resolve: true, share: false },
  };
}

function newReply({ id, body }: NewReply, author: Person, audience: Audience): ReplyView {
  const now = new Date().toISOString();
  return {
    ...{ id, body, version: 1, ...audience, createdAt: now, updatedAt: now, author, origin: null },
    may: { edit: true, delete: true },
  };
}
