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

/** What is different about a highlight. */
export interface HighlightPatch {
  colour?: Colour;
  visibility?: Visibility;
  /** The group, where that is "group". Changes together with it. */
  groupId?: string | null;
}

/**
 * What a person does to a highlight or its note. `from` is what was there when they did it: what they have not seen is not written
 * over. What brings something back holds it, so that it can be shown before the server has brought it back; null where the page does
 * not have it whole. An `edition` is the one in which a highlight without a place is attached to words, taken off them again, or kept
 * as it is.
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

/** A change that the server has not confirmed yet. */
export interface QueuedChange {
  /** Names the save, so that the same one, sent again, happens once. A UUID. */
  key: string;
  /** Changes are made in the order of these. */
  at: number;
  /** The report's slug. */
  report: string;
  /** Id of the highlight. */
  highlight: string;
  /** Its words, so that it can be told which it is. */
  quote: string;
  /** The version that it was made from, of what it changes; null where that does not count. */
  version: number | null;
  change: Change;
  /** Why the server will not have it. It waits for the person to decide. */
  refusal?: { code: string; message: string };
}

/** Whether a highlight is as it was before a change, as far as that says. */
export function looksLike(look: HighlightPatch, current: HighlightView): boolean {
  const { colour, visibility, groupId } = { ...current, ...look };
  return colour === current.colour && visibility === current.visibility && groupId === current.groupId;
}

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
