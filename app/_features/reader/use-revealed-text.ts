"use client";

import { type RefObject, useLayoutEffect } from "react";
import { layOut } from "@/app/_features/text";
import { LATER, TEXT_ID } from "./text-names";

/** Whether this browser tab has already shown a text since it last loaded a page. */
let hasShown = false;

/**
 * Gradually lays out the blocks that are hidden when the page is served. After a reload, or when the user navigates
 * back, lays out all of them at once, because the scroll position is about to be restored. Measurements wait for this
 * (`whenLaidOut`). Everything else that depends on the layout is updated in the same way as when fonts load.
 */
export function useRevealedText(text: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const root = text.current;
    if (!root) return;
    const isUrgent = hasShown || isRestored();
    hasShown = true;
    return layOut(root, [...root.querySelectorAll(`#${TEXT_ID} > [${LATER}]`)], isUrgent);
  }, [text]);
}

/** Whether the page was reloaded, or opened with the browser's Back or Forward button. */
function isRestored(): boolean {
  const [navigation] = performance.getEntriesByType("navigation");
  return (navigation as PerformanceNavigationTiming | undefined)?.type !== "navigate";
}
