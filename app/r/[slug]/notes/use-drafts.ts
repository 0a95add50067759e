"use client";

import { useMemo } from "react";
import { useStored } from "@/app/ui/use-stored";

/** A note or a reply that was begun and is not saved. */
export interface Draft {
  body: string;
  /** The version of the note or reply that it was begun from; null where there was none. */
  version: number | null;
  /** Of a new reply: its id, so that one that is saved again is written once. */
  id?: string;
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

function parse(kept: string | null): Drafts {
  return kept === null ? {} : (JSON.parse(kept) as Drafts);
}

export type ChangeDraft = (id: string, change: (draft: Draft | undefined) => Draft | null) => void;

/**
 * Notes and replies that were begun and not saved, kept on the device until they are saved or thrown away.
 *
 * @returns the drafts, and a way to change one: what the function makes of it is kept, nothing where it makes null
 */
export function useDrafts(): [Drafts, ChangeDraft] {
  const [kept, keep] = useStored("note-drafts");
  const drafts = useMemo(() => parse(kept), [kept]);
  return [
    drafts,
    (id, change) =>
      keep((now) => {
        const { [id]: draft, ...others } = parse(now);
        const next = change(draft);
        const all = next ? { ...others, [id]: next } : others;
        return Object.keys(all).length === 0 ? null : JSON.stringify(all);
      }),
  ];
}
