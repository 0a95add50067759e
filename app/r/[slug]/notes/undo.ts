import { type Change, type Look, looksLike } from "@/app/outbox/changes";
import type { HighlightView, NoteView } from "@/lib/annotations/schemas";

/** A note that comes back as it was, with its thread, where it is whole; else its text is written anew. */
type Written = Pick<NoteView, "body"> | NoteView;

/** What somebody has done to a highlight, as it was before and after; null for what was not there. */
export type Step = { highlight: string } & (
  | { what: "highlight"; before: HighlightView | null; after: HighlightView | null }
  | { what: "look"; before: Look; after: Look }
  | { what: "note"; before: Written | null; after: Written | null }
);

/** How what was done is called. */
export type Deed = "create" | "delete" | "recolour" | "show" | "write" | "edit" | "erase";

export function deedOf({ what, before, after }: Step): Deed {
  if (what === "highlight") return before ? "delete" : "create";
  if (what === "look") return "colour" in after ? "recolour" : "show";
  if (!before) return "write";
  return after ? "edit" : "erase";
}

/** A change that takes a step, or takes it back. */
export interface Move {
  change: Change;
  /** That it is made from. */
  version: number | null;
  /** The step as it is to be remembered: what is deleted now is what comes back later. */
  step: Step;
}

function turned(step: Step): Step {
  return { ...step, before: step.after, after: step.before } as Step;
}

/**
 * What takes a step back.
 *
 * @param now the highlight as it is; undefined where it is gone
 * @returns null where that is not what the step has left: taking it back would write over what came after
 */
export function backwards(step: Step, now: HighlightView | undefined): Move | null {
  const move = forwards(turned(step), now);
  return move && { ...move, step: turned(move.step) };
}

/**
 * What takes a step again that was taken back.
 *
 * @param now as with `backwards`
 */
export function forwards(step: Step, now: HighlightView | undefined): Move | null {
  if (step.what === "highlight") return moveOfHighlight(step, now);
  if (!now) return null;
  return step.what === "look" ? moveOfLook(step, now) : moveOfNote(step, now);
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

function isWhole(note: Written): note is NoteView {
  return "version" in note;
}
