import type { Colour } from "@/lib/annotations/highlights/colours";
import type {
  Attachment,
  HighlightView,
  NewHighlight,
  NewReply,
  NoteView,
  ReplyView,
  Visibility,
} from "@/lib/annotations/schemas";

/** Changed properties of a highlight. */
export interface HighlightPatch {
  colour?: Colour;
  /** The description of an area. */
  description?: string;
  visibility?: Visibility;
  /** The group if the visibility is "group". The two are always set together. */
  groupId?: string | null;
}

/**
 * A user's change to a highlight or its note. `from` is the state that the user saw, so that changes they haven't seen
 * aren't overwritten. A change that restores an item contains the item's view, so that it can be shown before the
 * server responds, or null if the page doesn't have the complete view. `edition` is the edition in which a highlight is
 * reattached, detached or left unplaced.
 */
export type Change =
  | { kind: "highlight.create"; highlight: NewHighlight }
  | { kind: "highlight.change"; from: HighlightPatch; to: HighlightPatch }
  | { kind: "highlight.tags"; from: string[]; to: string[] }
  | { kind: "highlight.delete"; note: string | null }
  | { kind: "highlight.restore"; view: HighlightView | null }
  | { kind: "highlight.attach"; to: Attachment }
  | { kind: "highlight.detach"; edition: string }
  | { kind: "highlight.settle"; edition: string; isSettled: boolean }
  | { kind: "note.save"; from: string | null; body: string }
  | { kind: "note.delete"; from: string }
  | { kind: "note.restore"; note: NoteView | null }
  | { kind: "note.resolve"; isResolved: boolean }
  | { kind: "reply.create"; reply: NewReply }
  | { kind: "reply.save"; reply: string; from: string; body: string }
  | { kind: "reply.delete"; reply: string; from: string }
  | { kind: "reply.restore"; reply: ReplyView | Pick<ReplyView, "id"> };

/** A change that the server hasn't confirmed yet. */
export interface QueuedChange {
  /** Idempotency key (a UUID), so that sending the same save again has no effect. */
  key: string;
  /** The time of the change. Changes are sent in this order. */
  at: number;
  /** The report's slug. */
  report: string;
  /** The highlight's id. */
  highlight: string;
  /** The highlighted text, or the description of an area, which identifies the highlight in messages. */
  quote: string;
  /** The version of the target that the change is based on; null if versions don't matter. */
  version: number | null;
  change: Change;
  /** Why the server rejected the change. The change then waits for the user's decision. */
  refusal?: { code: string; message: string };
}

/** Whether a highlight matches the given properties. */
export function looksLike(look: HighlightPatch, current: HighlightView): boolean {
  const { colour, description, visibility, groupId } = { ...current, ...look };
  const isSameLook = colour === current.colour && description === current.description;
  return isSameLook && visibility === current.visibility && groupId === current.groupId;
}

/** Returns rejected changes, and later changes to the same highlights. All other changes can be sent. */
export function heldBack(changes: readonly QueuedChange[]): ReadonlySet<QueuedChange> {
  const refused = new Set<string>();
  const held = new Set<QueuedChange>();
  for (const queued of changes) {
    if (queued.refusal) refused.add(queued.highlight);
    if (refused.has(queued.highlight)) held.add(queued);
  }
  return held;
}
