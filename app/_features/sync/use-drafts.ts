"use client";

import { useCallback, useMemo } from "react";
import { ownKey, useStored } from "@/app/_ui/use-stored";

/** A note or a reply that was begun and is not saved. */
export interface Draft {
  body: string;
  /** What the note or reply said when it was begun; null where there was none. */
  from: string | null;
}

/** By the highlight's id, of its note; of replies to that by `replyKey`. */
export type Drafts = Readonly<Record<string, Draft>>;

/** Names the draft of a reply: a new one, where `reply` is null. */
export function replyKey(highlight: string, reply: string | null): string {
  return `${highlight}/${reply ?? "new"}`;
}

/** The id of the highlight on which a draft was written. */
export function highlightOfKey(key: string): string {
  return key.split("/")[0]!;
}

/** Whether a reply to the note of a highlight was begun and is not saved. */
export function hasReplyDraft(drafts: Drafts, highlight: string): boolean {
  return Object.keys(drafts).some((key) => key !== highlight && highlightOfKey(key) === highlight);
}

const keyOf = (email: string) => ownKey(email, "note-drafts");

/** The notes and replies that a person has begun and not saved on this device. */
export function readDrafts(email: string): Drafts {
  return parse(localStorage.getItem(keyOf(email)));
}

function parse(kept: string | null): Drafts {
  return kept === null ? {} : (JSON.parse(kept) as Drafts);
}

/** Changes a draft: what the function makes of it is kept, nothing where it makes null. */
export type ChangeDraft = (id: string, change: (draft: Draft | undefined) => Draft | null) => void;

/** Notes and replies that a person has begun and not saved, kept on the device until they are saved or thrown away. */
export function useDrafts(email: string): [Drafts, ChangeDraft] {
  const [kept, keep] = useStored(keyOf(email));
  const drafts = useMemo(() => parse(kept), [kept]);
  const change: ChangeDraft = useCallback(
    (id, change) =>
      keep((now) => {
        const { [id]: draft, ...others } = parse(now);
        const next = change(draft);
        const all = next ? { ...others, [id]: next } : others;
        return Object.keys(all).length === 0 ? null : JSON.stringify(all);
      }),
    [keep],
  );
  return [drafts, change];
}

/**
 * The draft that a note or reply becomes which the server would not take, because somebody has changed it meanwhile: what both say is shown
 * in the editor.
 *
 * @param draft what is kept for the highlight already
 * @returns null where that is something else, so that the note must stay where it is
 */
export function draftOfRefused(draft: Draft | undefined, { from, body }: Draft): Draft | null {
  if (!draft) return { body, from };
  // The note goes on from the draft, or the draft from the note.
  if (draft.body === from) return { body, from: draft.from };
  return draft.from === body || draft.body === body ? draft : null;
}
