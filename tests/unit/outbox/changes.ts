import type { Change, QueuedChange } from "@/app/_features/changes/changes";
import type { HighlightView, NewHighlight } from "@/lib/annotations/schemas";
import { noteView } from "../annotations/views";

export const REPORT = "a-report";

/** A highlight as its author sees it. */
export function view(id: string, more: Partial<HighlightView> = {}): HighlightView {
  return {
    ...{ id, report: REPORT, edition: "e", start: 0, end: 5, quote: "words", groupId: null, tags: [] },
    ...{ area: null, description: "", state: "anchored" },
    ...{ visibility: "team", colour: 1, version: 1, createdAt: "", updatedAt: "", author: { id: "p", name: "Ada" } },
    ...{ carried: false, attached: false, settled: false, note: null, origin: null },
    may: { edit: true, delete: true, share: false, place: true },
    ...more,
  };
}

/** Like `view`, but with a note. */
export function noted(id: string, body: string, version = 1): HighlightView {
  return view(id, { note: noteView(body, { version }) });
}

export function newHighlight(id: string): NewHighlight {
  const passage = { start: 0, end: 5, quote: "words", prefix: "", suffix: "" };
  return { id, edition: "e", ...passage, colour: 1, visibility: "team", note: null };
}

let at = 0;

/** A queued change, in the form that it has after all earlier changes have been applied. */
export function queued(highlight: string, change: Change, version: number | null = null): QueuedChange {
  at += 1;
  return { key: `key ${at}`, at, report: REPORT, highlight, quote: "words", version, change };
}
