"use client";

import { type RefObject, useLayoutEffect } from "react";
import { LATER, TEXT_ID } from "./text-names";

/** Number of blocks per step. A phone can lay out this many within a frame. */
const STEP = 12;

/** Delay between steps, in milliseconds, so that the browser can paint and handle input. */
const FRAME = 16;

/** Whether this browser tab has already shown a text since it last loaded a page. */
let hasShown = false;

/**
 * Lays out the blocks that the page was served without layout, step by step. After a reload, or when the user navigates
 * back, lays out all of them at once, because the scroll position is about to be restored. Everything that depends on
 * the layout is then updated, as it is when fonts load.
 */
export function useRevealedText(text: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const hidden = [...(text.current?.querySelectorAll(`#${TEXT_ID} > [${LATER}]`) ?? [])];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const reveal = (count: number) => {
      for (const block of hidden.splice(0, count)) block.removeAttribute("hidden");
      if (hidden.length > 0) timer = setTimeout(() => reveal(document.hidden ? hidden.length : STEP), FRAME);
    };
    reveal(hasShown || isRestored() ? hidden.length : 0);
    hasShown = true;
    return () => clearTimeout(timer);
  }, [text]);
}

/** Whether the page was reloaded, or opened with the browser's Back or Forward button. */
function isRestored(): boolean {
  const [navigation] = performance.getEntriesByType("navigation");
  return (navigation as PerformanceNavigationTiming | undefined)?.type !== "navigate";
}
