"use client";

import { useMemo } from "react";
import { useStored } from "@/app/ui/use-stored";

/** A note that was begun and is not saved. */
export interface Draft {
  body: string;
  /** The version of the note that it was begun from; null where there was no note. */
  version: number | null;
}

/** By the highlight's id. */
type Drafts = Readonly<Record<string, Draft>>;

function parse(kept: string | null): Drafts {
  return kept === null ? {} : (JSON.parse(kept) as Drafts);
}

/**
 * Notes that were begun and not saved, kept on the device until they are saved or thrown away.
 *
 * @returns the drafts, and a way to change one: what the function makes of it is kept, nothing where it makes null
 */
export function useDrafts(): [Drafts, (id: string, change: (draft: Draft | undefined) => Draft | null) => void] {
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
