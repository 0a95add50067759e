"use client";

import { useMemo } from "react";
import { ownKey, store, subscribeStored, useStored } from "@/app/_ui/use-stored";

/** An unsaved note or reply. */
export interface Draft {
  body: string;
  /** The text that was saved when editing started; null if there was none. */
  from: string | null;
}

/** Drafts of notes are keyed by highlight id, drafts of replies by `replyKey`. */
export type Drafts = Readonly<Record<string, Draft>>;

/** The key for the draft of a reply, or of a new reply if `reply` is null. */
export function replyKey(highlight: string, reply: string | null): string {
  return `${highlight}/${reply ?? "new"}`;
}

/** The id of the highlight that a draft belongs to. */
export function highlightOfKey(key: string): string {
  return key.split("/")[0]!;
}

/** Whether there is an unsaved reply to a highlight's note. */
export function hasReplyDraft(drafts: Drafts, highlight: string): boolean {
  return Object.keys(drafts).some((key) => key !== highlight && highlightOfKey(key) === highlight);
}

const keyOf = (email: string) => ownKey(email, "note-drafts");

/** A user's unsaved notes and replies on this device. */
export function readDrafts(email: string): Drafts {
  return parse(localStorage.getItem(keyOf(email)));
}

function parse(kept: string | null): Drafts {
  return kept === null ? {} : (JSON.parse(kept) as Drafts);
}

/**
 * Replaces a draft on the device with the function's result; null deletes it.
 *
 * @param id key in `Drafts`
 */
export function changeDraft(email: string, id: string, change: (draft: Draft | undefined) => Draft | null): void {
  const { [id]: draft, ...others } = readDrafts(email);
  const next = change(draft);
  const all = next ? { ...others, [id]: next } : others;
  store(keyOf(email), Object.keys(all).length === 0 ? null : JSON.stringify(all));
}

/**
 * Calls a function with a user's drafts when they change in any tab.
 * @returns a function that unsubscribes
 */
export function onDrafts(email: string, listener: (drafts: Drafts) => void): () => void {
  let kept = localStorage.getItem(keyOf(email));
  return subscribeStored(() => {
    const now = localStorage.getItem(keyOf(email));
    if (now === kept) return;
    kept = now;
    listener(parse(now));
  });
}

/** A user's unsaved notes and replies, stored on the device until they are saved or discarded. */
export function useDrafts(email: string): Drafts {
  const [kept] = useStored(keyOf(email));
  return useMemo(() => parse(kept), [kept]);
}

/**
 * Turns a note or reply that the server rejected because of a conflicting change into a draft. The editor then shows
 * both versions.
 *
 * @param draft the existing draft, if any
 * @returns null if the existing draft has different content; the rejected text must then stay in the outbox
 */
export function draftOfRefused(draft: Draft | undefined, { from, body }: Draft): Draft | null {
  if (!draft) return { body, from };
  // Either text may be based on the other.
  if (draft.body === from) return { body, from: draft.from };
  return draft.from === body || draft.body === body ? draft : null;
}
