import { type Change, type HighlightPatch, looksLike } from "@/app/_features/changes";
import type { HighlightView, NoteView, ReplyView } from "@/lib/annotations/schemas";

/** A note to restore. If the view is complete, its thread is restored too; otherwise, only its text is. */
type Written = Pick<NoteView, "body"> | NoteView;
/** A reply to restore. If the view is complete, it is restored as it was; otherwise, only its text is. */
type WrittenReply = Pick<ReplyView, "body"> | ReplyView;

/**
 * A user's action on a highlight, described by the states before and after the action. Null means that the item doesn't
 * exist.
 */
export type Step = { highlight: string } & (
  | { what: "highlight"; before: HighlightView | null; after: HighlightView | null }
  | { what: "look"; before: HighlightPatch; after: HighlightPatch }
  | { what: "note"; before: Written | null; after: Written | null }
  /** A reply to the highlight's note, by id. */
  | { what: "reply"; reply: string; before: WrittenReply | null; after: WrittenReply | null }
  /** Whether the highlight's note is resolved. */
  | { what: "resolved"; before: boolean; after: boolean }
);

/** The kind of action, for undo messages. */
export type ActionKind =
  | "create"
  | "delete"
  | "recolour"
  | "describe"
  | "show"
  | "write"
  | "edit"
  | "erase"
  | "reply"
  | "edit-reply"
  | "erase-reply"
  | "resolve"
  | "reopen";

export function actionKindOf({ what, before, after }: Step): ActionKind {
  switch (what) {
    case "highlight":
      return before ? "delete" : "create";
    case "look":
      return "colour" in after ? "recolour" : "description" in after ? "describe" : "show";
    case "note":
      if (!before) return "write";
      return after ? "edit" : "erase";
    case "reply":
      if (!before) return "reply";
      return after ? "edit-reply" : "erase-reply";
    case "resolved":
      return after ? "resolve" : "reopen";
  }
}

/** The change that undoes or redoes a step. */
export interface Move {
  change: Change;
  /** The version that the change is based on. */
  version: number | null;
  /**
   * The step to record. If the change deletes something, the step contains the item's current view, so that the item
   * can be restored later.
   */
  step: Step;
}

function turned(step: Step): Step {
  return { ...step, before: step.after, after: step.before } as Step;
}

/**
 * The change that undoes a step.
 *
 * @param now the current highlight; undefined if it no longer exists
 * @returns null if the current state differs from the step's result, because undoing would overwrite later changes
 */
export function backwards(step: Step, now: HighlightView | undefined): Move | null {
  const move = forwards(turned(step), now);
  return move && { ...move, step: turned(move.step) };
}

/**
 * The change that redoes an undone step.
 *
 * @param now see `backwards`
 */
export function forwards(step: Step, now: HighlightView | undefined): Move | null {
  if (step.what === "highlight") return moveOfHighlight(step, now);
  if (!now) return null;
  switch (step.what) {
    case "look":
      return moveOfLook(step, now);
    case "note":
      return moveOfNote(step, now);
    case "reply":
      return moveOfReply(step, now);
    case "resolved":
      return moveOfResolution(step, now);
  }
}

function moveOfHighlight(step: Step & { what: "highlight" }, now: HighlightView | undefined): Move | null {
  const { before, after } = step;
  if (after) return now ? null : { change: { kind: "highlight.restore", view: after }, version: null, step };
  if (!now || now.note?.body !== before?.note?.body) return null;
  const note = now.note?.body ?? null;
  return { change: { kind: "highlight.delete", note }, version: now.version, step: { ...step, before: now } };
}

function moveOfLook(step: Step & { what: "look" }, now: HighlightView): Move | null {
  const { before: from, after: to } = step;
  if (!looksLike(from, now)) return null;
  return { change: { kind: "highlight.change", from, to }, version: now.version, step };
}

function moveOfNote(step: Step & { what: "note" }, { note }: HighlightView): Move | null {
  const { before, after } = step;
  if (note?.body !== before?.body) return null;
  if (note && after) {
    return { change: { kind: "note.save", from: note.body, body: after.body }, version: note.version, step };
  }
  if (note) {
    return { change: { kind: "note.delete", from: note.body }, version: note.version, step: { ...step, before: note } };
  }
  if (!after) return null;
  const change: Change = isWhole(after)
    ? { kind: "note.restore", note: after }
    : { kind: "note.save", from: null, body: after.body };
  return { change, version: null, step };
}

function moveOfReply(step: Step & { what: "reply" }, { note }: HighlightView): Move | null {
  const { reply, before, after } = step;
  const now = note?.replies.find(({ id }) => id === reply);
  if (!note || now?.body !== before?.body) return null;
  if (now && after) {
    return { change: { kind: "reply.save", reply, from: now.body, body: after.body }, version: now.version, step };
  }
  if (now) {
    const change: Change = { kind: "reply.delete", reply, from: now.body };
    return { change, version: now.version, step: { ...step, before: now } };
  }
  // A step that deleted a reply contains the complete reply, so it can be restored.
  return after && isWhole(after) ? { change: { kind: "reply.restore", reply: after }, version: null, step } : null;
}

function moveOfResolution(step: Step & { what: "resolved" }, { note }: HighlightView): Move | null {
  if (!note || (note.resolved !== null) !== step.before) return null;
  return { change: { kind: "note.resolve", isResolved: step.after }, version: null, step };
}

function isWhole<T extends NoteView | ReplyView>(written: Pick<T, "body"> | T): written is T {
  return "version" in written;
}
