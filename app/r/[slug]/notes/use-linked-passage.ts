"use client";

import { useSearchParams } from "next/navigation";
import { type RefObject, useEffect, useMemo } from "react";
import { readPassage } from "@/app/linked-passage";
import { say } from "@/app/ui/toasts";
import { words } from "@/app/words/en";
import { showRange } from "../place";
import { rangesOfOffsets, textOfOffsets } from "../text-offsets";
import type { Span } from "./overlaps";

/**
 * Shows the passage that the address names (`?at=`), if any, and says so where it was named in another edition or is
 * not there.
 *
 * @param edition the ordinal of the edition on the page; undefined until it is known
 * @returns the passage, and a way to let go of it
 */
export function useLinkedPassage(
  text: RefObject<HTMLElement | null>,
  edition: number | undefined,
): [Span | undefined, () => void] {
  const at = useSearchParams().get("at");
  const passage = useMemo(() => readPassage(at) ?? undefined, [at]);
  const isHere = passage !== undefined && passage.edition === edition;

  useEffect(() => {
    if (!passage || edition === undefined) return;
    if (!isHere) {
      say({ title: words.notes.olderEdition });
      return;
    }
    const root = text.current;
    if (!root) return;
    const { start, end } = passage;
    if (textOfOffsets(root, start, end).length < end - start) say({ title: words.notes.linkCut });
    const [range] = rangesOfOffsets(root, [passage]);
    if (range) showRange(range);
  }, [passage, edition, isHere, text]);

  const letGo = () => {
    const address = new URL(window.location.href);
    address.searchParams.delete("at");
    window.history.replaceState(null, "", address);
  };
  return [isHere ? passage : undefined, letGo];
}
