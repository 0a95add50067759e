"use client";

import { type RefObject, useEffect } from "react";
import { placeAtTop } from "@/app/_features/text";

/** Links, footnote markers and highlights; a table that scrolls is a tab stop of its own. */
const STOPS = "a[href], button";

/** Id of what says how the others are reached. */
export const STOPS_HOW_ID = "text-stops-how";

/**
 * Makes all that can have the focus in the text one tab stop (a roving tabindex): a long report has hundreds of links, which nobody
 * could tab past. Tab goes to the first one from where the reader is, left and right to the others. Without scripts each is a stop.
 *
 * @param text the element that holds the report's text
 */
export function useTextStops(text: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = text.current;
    if (!root) return;
    let current: HTMLElement | null = null;
    const stops = () => [...root.querySelectorAll<HTMLElement>(STOPS)];

    const settle = (stop: HTMLElement | undefined) => {
      if (current !== stop) current?.removeAttribute("aria-describedby");
      current = stop ?? null;
      for (const each of stops()) {
        const tabIndex = each === stop ? 0 : -1;
        if (each.getAttribute("tabindex") !== String(tabIndex)) each.tabIndex = tabIndex;
      }
    };
    const firstFrom = (place: Node | undefined): HTMLElement | undefined => {
      const all = stops();
      const isFrom = (stop: HTMLElement) => !place || Boolean(place.compareDocumentPosition(stop) & FOLLOWING);
      return all.find(isFrom) ?? all.at(-1);
    };

    const focused = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return;
      settle(target.matches(STOPS) ? target : firstFrom(target));
    };
    const beforeTab = ({ key }: KeyboardEvent) => {
      if (key !== "Tab" || root.contains(document.activeElement)) return;
      if (!current?.isConnected || !isInWindow(current)) settle(firstFrom(placeAtTop(root)?.element));
      current?.setAttribute("aria-describedby", STOPS_HOW_ID);
    };
    const move = (event: KeyboardEvent) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const hasModifier = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
      // With words selected the same keys move the selection.
      if (!by || hasModifier || !document.getSelection()?.isCollapsed) return;
      const all = stops();
      const at = all.indexOf(document.activeElement as HTMLElement);
      if (at < 0) return;
      event.preventDefault();
      all[at + by]?.focus();
    };

    settle(firstFrom(undefined));
    // Highlights come and go.
    const observer = new MutationObserver(() => settle(current?.isConnected ? current : firstFrom(undefined)));
    observer.observe(root, { childList: true, subtree: true });
    root.addEventListener("focusin", focused);
    root.addEventListener("keydown", move);
    document.addEventListener("keydown", beforeTab, true);
    return () => {
      observer.disconnect();
      root.removeEventListener("focusin", focused);
      root.removeEventListener("keydown", move);
      document.removeEventListener("keydown", beforeTab, true);
    };
  }, [text]);
}

/** What comes after a node in the document, also within it. */
const FOLLOWING = 4;

function isInWindow(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}
