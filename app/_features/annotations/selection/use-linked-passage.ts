"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useMemo } from "react";
import { rangesOfOffsets, readPassage, showRange, textOfOffsets } from "@/app/_features/text";
import { showToast } from "@/app/_ui/toasts";
import type { Span } from "@/lib/anchoring/anchor";

/** The passage in the URL (`?at=`), if it belongs to this edition. @param edition the number of the edition on the page */
export function useLinkedSpan(edition: number): Span | undefined {
  const at = useSearchParams().get("at");
  return useMemo(() => {
    const passage = readPassage(at);
    return passage?.edition === edition ? passage : undefined;
  }, [at, edition]);
}

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
  const passage = useLinkedSpan(edition);

  useEffect(() => {
    const root = text.current;
    if (at === null || !root) return;
    if (!passage && readPassage(at)) {
      showToast({ title: t("notes.olderEdition") });
      return;
    }
    if (!passage || textOfOffsets(root, passage.start, passage.end).length < passage.end - passage.start) {
      showToast({ title: t("notes.brokenLink") });
      return;
    }
    const [range] = rangesOfOffsets(root, [passage]);
    if (range) showRange(range);
  }, [t, passage, at, text]);

  const letGo = () => {
    const address = new URL(window.location.href);
    address.searchParams.delete("at");
    window.history.replaceState(null, "", address);
  };
  return [passage, letGo];
}
