"use client";

import { useMemo } from "react";
import { ownKey, store, subscribeStored, useStored } from "@/app/_ui/use-stored";

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

/**
 * Changes a draft on the device: what the function makes of it is kept, nothing where it makes null.
 *
 * @param id as in `Drafts`
 */
export function changeDraft(email: string, id: string, change: (draft: Draft | undefined) => Draft | null): void {
  const { [id]: draft, ...others } = readDrafts(email);
  const next = change(draft);
  const all = next ? { ...others, [id]: next } : others;
  store(keyOf(email), Object.keys(all).length === 0 ? null : JSON.stringify(all));
}

/** Calls a function with the drafts of a person whenever they are others, in whichever tab. @returns ends that */
export function onDrafts(email: string, listener: (drafts: Drafts) => void): () => void {
  let kept = localStorage.getItem(keyOf(email));
  return subscribeStored(() => {
    const now = localStorage.getItem(keyOf(email));
    if (now === kept) return;
    kept = now;
    listener(parse(now));
  });
}

/** Notes and replies that a person has begun and not saved, kept on the device until they are saved or thrown away. */
export function useDrafts(email: string): Drafts {
  const [kept] = useStored(keyOf(email));
  return useMemo(() => parse(kept), [kept]);
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
