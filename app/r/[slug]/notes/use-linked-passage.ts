"use client";

import { useSearchParams } from "next/navigation";
import { type RefObject, useEffect, useMemo } from "react";
import { readPassage } from "@/app/linked-passage";
import { say } from "@/app/ui/toasts";
import { words } from "@/app/words/en";
import { rangesOfOffsets, textOfOffsets } from "../text-offsets";
import type { Span } from "./overlaps";

/** The part of the window, from its top, at which the passage is shown. */
const PASSAGE_HEIGHT = 0.3;

/**
 * Shows the passage that the address names (`?at=`), if any, and says so where it was named in another edition, or where the
 * address has lost its end and names none that the text has.
 *
 * @param edition the ordinal of the edition on the page; undefined until it is known
 */
export function useLinkedPassage(text: RefObject<HTMLElement | null>, edition: number | undefined): Span | undefined {
  const at = useSearchParams().get("at");
  const passage = useMemo(() => readPassage(at) ?? undefined, [at]);
  const isHere = passage !== undefined && passage.edition === edition;
  const isNamed = at !== null;

  useEffect(() => {
    const root = text.current;
    if (!isNamed || edition === undefined || !root) return;
    if (passage && !isHere) {
      say({ title: words.notes.olderEdition });
      return;
    }
    if (!passage || textOfOffsets(root, passage.start, passage.end).length < passage.end - passage.start) {
      say({ title: words.notes.brokenLink });
      return;
    }
    const [range] = rangesOfOffsets(root, [passage]);
    if (range) window.scrollBy({ top: range.getBoundingClientRect().top - window.innerHeight * PASSAGE_HEIGHT });
  }, [passage, isNamed, edition, isHere, text]);

  return isHere ? passage : undefined;
}
