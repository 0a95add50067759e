import { hasSameWords } from "@/lib/anchoring/same-words";
import type { HighlightView, NoteView, ReplyView } from "@/lib/annotations/schemas";
import { type Change, heldBack, looksLike, type QueuedChange } from "./changes";
import { newNote, newReply, newView, type Person } from "./new-views";

interface ChangeRequest {
  method: "POST" | "PUT" | "PATCH" | "DELETE";
  address: string;
  body?: unknown;
}

/** Data that a request needs in addition to the change. */
interface Target {
  /** The URL of the highlight or, with a path, of a resource below it. */
  at(path?: string): string;
  report: string;
  version: number | null;
}

interface Context {
  /** The report's slug. */
  report: string;
  /** The author of the change. */
  me: Person;
}

/** Everything that is specific to one kind of change. */
interface ChangeKind<C extends Change> {
  /** The request that makes the change. */
  request(change: C, target: Target): ChangeRequest;
  /**
   * The highlight after the change. Must be idempotent, because the server may already have applied the change.
   *
   * @param view undefined if there is none
   */
  apply(view: HighlightView | undefined, change: C, context: Context): HighlightView | undefined;
  /**
   * The version to use when retrying a conflicting change, if the user has already seen the content that the change
   * would overwrite. Undefined if the user must resolve the conflict. Absent for changes that overwrite nothing.
   */
  merge?(change: C, current: HighlightView): number | null | undefined;
  /** Whether the item to be deleted no longer exists. */
  isGone?(change: C, current: HighlightView): boolean;
  /** The text that the user entered. */
  text?(change: C): string;
}

type Kinds = { [K in Change["kind"]]: ChangeKind<Extract<Change, { kind: K }>> };

/** All kinds of changes. */
const KINDS: Kinds = {
  "highlight.create": {
    request: ({ highlight }, { report }) => ({
      method: "POST",
      address: `/api/reports/${report}/highlights`,
      body: highlight,
    }),
    apply: (view, { highlight }, { report, me }) => view ?? newView(highlight, report, me),
  },
  "highlight.change": {
    request: ({ to }, { at, version }) => ({ method: "PATCH", address: at(), body: { version, ...to } }),
    apply: (view, { to }) => {
      if (!view || looksLike(to, view)) return view;
      const next = { ...view, ...to };
      return { ...next, version: view.version + 1, note: view.note && { ...view.note, visibility: next.visibility } };
    },
    merge: ({ from }, current) => (looksLike(from, current) ? current.version : undefined),
  },
  "highlight.tags": {
    request: ({ to }, { at, version }) => ({ method: "PUT", address: at("/tags"), body: { version, tags: to } }),
    apply: (view, { to }) =>
      !view || isSameTags(to, view.tags) ? view : { ...view, tags: to, version: view.version + 1 },
    merge: ({ from }, current) => (isSameTags(from, current.tags) ? current.version : undefined),
  },
  "highlight.delete": {
    request: (_, { at, version }) => ({ method: "DELETE", address: at(`?version=${version}`) }),
    apply: () => undefined,
    merge: ({ note }, current) => ((current.note?.body ?? null) === note ? current.version : undefined),
  },
  "highlight.restore": {
    request: (_, { at }) => ({ method: "POST", address: at("/restore") }),
    // Deleting and restoring each increment the version.
    apply: (view, change) => view ?? (change.view ? { ...change.view, version: change.view.version + 2 } : undefined),
  },
  "highlight.attach": {
    request: ({ to }, { at }) => ({ method: "PUT", address: at("/placement"), body: to }),
    apply: (view, { to: { edition, start, end, quote, area = null } }) => {
      if (!view || edition !== view.edition || view.start !== null) return view;
      const state = hasSameWords(view.quote, quote) ? "moved" : "changed";
      return { ...view, start, end, area, state, attached: true, settled: false };
    },
  },
  "highlight.detach": {
    request: ({ edition }, { at }) => ({ method: "DELETE", address: at(`/placement?edition=${edition}`) }),
    apply: (view, { edition }) => {
      if (!view?.attached || edition !== view.edition) return view;
      return { ...view, start: null, end: null, state: "orphan", attached: false };
    },
  },
  "highlight.settle": {
    request: ({ edition, isSettled }, { at }) => ({
      method: isSettled ? "PUT" : "DELETE",
      address: at(`/settled?edition=${edition}`),
    }),
    apply: (view, { edition, isSettled }) => (edition === view?.edition ? { ...view, settled: isSettled } : view),
  },
  "note.save": {
    request: ({ body }, { at, version }) => ({ method: "PUT", address: at("/note"), body: { version, body } }),
    apply: (view, { body }) => {
      if (!view || view.note?.body === body) return view;
      const { note } = view;
      return { ...view, note: note ? { ...note, body, version: note.version + 1 } : newNote(view, { body }) };
    },
    merge: mergedNote,
    text: ({ body }) => body,
  },
  "note.delete": {
    request: (_, { at, version }) => ({ method: "DELETE", address: at(`/note?version=${version}`) }),
    apply: (view) => view && { ...view, note: null },
    merge: mergedNote,
    isGone: (_, current) => current.note === null,
  },
  "note.restore": {
    request: (_, { at }) => ({ method: "POST", address: at("/note/restore") }),
    apply: (view, { note }) => view && { ...view, note: view.note ?? (note && { ...note, version: note.version + 2 }) },
  },
  "note.resolve": {
    request: ({ isResolved }, { at }) => ({ method: isResolved ? "PUT" : "DELETE", address: at("/note/resolved") }),
    apply: (view, { isResolved }, { me }) =>
      withNote(view, (note) => {
        if ((note.resolved !== null) === isResolved) return note;
        return { ...note, resolved: isResolved ? { by: me, at: new Date().toISOString() } : null };
      }),
  },
  "reply.create": {
    request: ({ reply }, { at }) => ({ method: "POST", address: at("/replies"), body: reply }),
    apply: (view, { reply }, { me }) =>
      withNote(view, (note, { groupId }) => {
        if (hasReply(note, reply.id)) return note;
        return { ...note, replies: [...note.replies, newReply(reply, me, { visibility: note.visibility, groupId })] };
      }),
    text: ({ reply }) => reply.body,
  },
  "reply.save": {
    request: ({ reply, body }, { at, version }) => ({
      method: "PUT",
      address: at(`/replies/${reply}`),
      body: { version, body },
    }),
    apply: (view, { reply: id, body }) =>
      withNote(view, (note) => {
        const replies = note.replies.map((reply) =>
          reply.id === id && reply.body !== body ? { ...reply, body, version: reply.version + 1 } : reply,
        );
        return { ...note, replies };
      }),
    merge: mergedReply,
    text: ({ body }) => body,
  },
  "reply.delete": {
    request: ({ reply }, { at, version }) => ({
      method: "DELETE",
      address: at(`/replies/${reply}?version=${version}`),
    }),
    apply: (view, { reply }) =>
      withNote(view, (note) => ({ ...note, replies: note.replies.filter(({ id }) => id !== reply) })),
    merge: mergedReply,
    isGone: ({ reply }, { note }) => note === null || !hasReply(note, reply),
  },
  "reply.restore": {
    request: ({ reply }, { at }) => ({ method: "POST", address: at(`/replies/${reply.id}/restore`) }),
    apply: (view, { reply }) =>
      withNote(view, (note) => {
        if (hasReply(note, reply.id) || !("version" in reply)) return note;
        const restored = { ...reply, version: reply.version + 2 };
        return { ...note, replies: [...note.replies, restored].sort(firstFirst) };
      }),
  },
};

function kindOf<C extends Change>(change: C): ChangeKind<C> {
  // TypeScript can't infer that the change matches its kind.
  return KINDS[change.kind] as unknown as ChangeKind<C>;
}

/** The request that makes a change. */
export function requestOf({ report, highlight, version, change }: QueuedChange): ChangeRequest {
  const at = (path = "") => `/api/highlights/${highlight}${path}`;
  return kindOf(change).request(change, { at, report, version });
}

/**
 * Applies a user's changes to the highlights of a report. The server may already have applied the first of them.
 * Rejected changes, and later changes to the same highlight, aren't applied.
 *
 * @param highlights from the server
 * @param changes the whole queue, for all reports, in order
 * @param me the author of the changes
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
    const next = kindOf(queued.change).apply(views.get(queued.highlight), queued.change, { report, me });
    if (next) views.set(queued.highlight, next);
    else views.delete(queued.highlight);
  }
  return [...views.values()];
}

/**
 * The version to use when retrying a conflicting change; undefined if the user must resolve the conflict. See
 * `ChangeKind.merge`.
 */
export function mergedVersion(change: Change, current: HighlightView): number | null | undefined {
  return kindOf(change).merge?.(change, current);
}

/** Whether the item that a change deletes no longer exists. */
export function isGone(change: Change, current: HighlightView): boolean {
  return kindOf(change).isGone?.(change, current) ?? false;
}

/** The text that a user entered for a change; null if there is none. */
export function textOf(change: Change): string | null {
  return kindOf(change).text?.(change) ?? null;
}

/** Whether two lists contain the same tags in the same order. */
function isSameTags(tags: readonly string[], others: readonly string[]): boolean {
  return tags.length === others.length && tags.every((tag, index) => tag === others[index]);
}

function mergedNote({ from }: { from: string | null }, { note }: HighlightView): number | null | undefined {
  return (note?.body ?? null) === from ? (note?.version ?? null) : undefined;
}

function mergedReply(
  { reply: id, from }: { reply: string; from: string },
  { note }: HighlightView,
): number | undefined {
  const reply = note?.replies.find((each) => each.id === id);
  return reply?.body === from ? reply.version : undefined;
}

/** Changes a highlight's note, if it has one. */
function withNote(
  view: HighlightView | undefined,
  change: (note: NoteView, view: HighlightView) => NoteView,
): HighlightView | undefined {
  return view?.note ? { ...view, note: change(view.note, view) } : view;
}

function hasReply({ replies }: NoteView, reply: string): boolean {
  return replies.some(({ id }) => id === reply);
}

function firstFirst(a: ReplyView, b: ReplyView): number {
  return a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0;
}
