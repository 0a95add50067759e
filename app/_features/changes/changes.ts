import type { Colour } from "@/lib/annotations/colours";
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

interface ChangeRequest {
  method: "POST" | "PUT" | "PATCH" | "DELETE";
  address: string;
  body?: unknown;
}

/** How a change is asked of the server. */
export function requestOf({ report, highlight, version, change }: QueuedChange): ChangeRequest {
  const at = (path = "") => `/api/highlights/${highlight}${path}`;
  switch (change.kind) {
    case "highlight.create":
      return { method: "POST", address: `/api/reports/${report}/highlights`, body: change.highlight };
    case "highlight.change":
      return { method: "PATCH", address: at(), body: { version, ...change.to } };
    case "highlight.tags":
      return { method: "PUT", address: at("/tags"), body: { version, tags: change.to } };
    case "highlight.delete":
      return { method: "DELETE", address: at(`?version=${version}`) };
    case "highlight.restore":
      return { method: "POST", address: at("/restore") };
    case "highlight.attach":
      return { method: "PUT", address: at("/placement"), body: change.to };
    case "highlight.detach":
      return { method: "DELETE", address: at(`/placement?edition=${change.edition}`) };
    case "highlight.settle":
      return { method: change.isSettled ? "PUT" : "DELETE", address: at(`/settled?edition=${change.edition}`) };
    case "note.save":
      return { method: "PUT", address: at("/note"), body: { version, body: change.body } };
    case "note.delete":
      return { method: "DELETE", address: at(`/note?version=${version}`) };
    case "note.restore":
      return { method: "POST", address: at("/note/restore") };
    case "note.resolve":
      return { method: change.isResolved ? "PUT" : "DELETE", address: at("/note/resolved") };
    case "reply.create":
      return { method: "POST", address: at("/replies"), body: change.reply };
    case "reply.save":
      return { method: "PUT", address: at(`/replies/${change.reply}`), body: { version, body: change.body } };
    case "reply.delete":
      return { method: "DELETE", address: at(`/replies/${change.reply}?version=${version}`) };
    case "reply.restore":
      return { method: "POST", address: at(`/replies/${change.reply.id}/restore`) };
  }
}

/**
 * From which version a change may be made after all, where it was made from another than the one that stands: where what it writes
 * over is still what the person has seen.
 *
 * @param current what stands on the server
 * @returns undefined where the person has to see it first
 */
export function mergedVersion(change: Change, current: HighlightView): number | null | undefined {
  const note = current.note?.body ?? null;
  switch (change.kind) {
    case "highlight.change": {
      return looksLike(change.from, current) ? current.version : undefined;
    }
    case "highlight.tags":
      return isSameTags(change.from, current.tags) ? current.version : undefined;
    case "highlight.delete":
      return note === change.note ? current.version : undefined;
    case "note.save":
    case "note.delete":
      return note === change.from ? (current.note?.version ?? null) : undefined;
    case "reply.save":
    case "reply.delete": {
      const reply = current.note?.replies.find(({ id }) => id === change.reply);
      return reply?.body === change.from ? reply.version : undefined;
    }
    default:
      return undefined;
  }
}

/** Whether a highlight is as it was before a change, as far as that says. */
export function looksLike(look: HighlightPatch, current: HighlightView): boolean {
  const { colour, visibility, groupId } = { ...current, ...look };
  return colour === current.colour && visibility === current.visibility && groupId === current.groupId;
}

/** Whether two lists of tags are the same, in the same order. */
export function isSameTags(tags: readonly string[], others: readonly string[]): boolean {
  return tags.length === others.length && tags.every((tag, index) => tag === others[index]);
}

/** Whether what a change deletes is gone already. */
export function isGone(change: Change, current: HighlightView): boolean {
  if (change.kind === "note.delete") return current.note === null;
  return change.kind === "reply.delete" && !current.note?.replies.some(({ id }) => id === change.reply);
}

/** What somebody has typed to make a change; null where they have typed nothing. */
export function textOf(change: Change): string | null {
  if (change.kind === "reply.create") return change.reply.body;
  return change.kind === "note.save" || change.kind === "reply.save" ? change.body : null;
}
