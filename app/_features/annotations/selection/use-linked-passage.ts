"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useMemo } from "react";
import { rangesOfOffsets, readPassage, showRange, textOfOffsets } from "@/app/_features/text";
import { showToast } from "@/app/_ui/toasts";
import type { Span } from "@/lib/anchoring/anchor";

/**
 * Shows the passage in the URL (`?at=`), if any. Shows a notice if the passage belongs to another edition, or if the
 * URL is truncated and doesn't match any passage.
 *
 * @param edition the number of the edition on the page
 * @returns the passage, and a function to remove its mark
 */
export function useLinkedPassage(text: RefObject<HTMLElement | null>, edition: number): [Span | undefined, () => void] {
  const t = useTranslations();
  const at = useSearchParams().get("at");
  const passage = useMemo(() => readPassage(at) ?? undefined, [at]);
  const isHere = passage !== undefined && passage.edition === edition;
  const isNamed = at !== null;

  useEffect(() => {
    const root = text.current;
    if (!isNamed || !root) return;
    if (passage && !isHere) {
      showToast({ title: t("notes.olderEdition") });
      return;
    }
    if (!passage || textOfOffsets(root, passage.start, passage.end).length < passage.end - passage.start) {
      showToast({ title: t("notes.brokenLink") });
      return;
    }
    const [range] = rangesOfOffsets(root, [passage]);
    if (range) showRange(range);
  }, [t, passage, isNamed, isHere, text]);

  const letGo = () => {
    const address = new URL(window.location.href);
    address.searchParams.delete("at");
    window.history.replaceState(null, "", address);
  };
  return [isHere ? passage : undefined, letGo];
}
