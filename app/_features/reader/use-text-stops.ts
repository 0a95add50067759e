"use client";

import { type RefObject, useEffect } from "react";
import { placeAtTop } from "@/app/_features/text";
import { inOwnTask } from "@/app/_ui/in-own-task";

/** Links, footnote markers and highlights. Scrollable tables are separate tab stops. */
const STOPS = "a[href], button";

/** Id of the element that explains how to reach the other stops. */
export const STOPS_HOW_ID = "text-stops-how";

/**
 * Makes all focusable elements in the text a single tab stop (roving tabindex), because a long report has hundreds of
 * links. Tab moves to the first of these elements after the reading position, and the left and right arrow keys move
 * between them. Without JavaScript, each is a tab stop.
 *
 * @param text the element that contains the report's text
 */
export function useTextStops(text: RefObject<HTMLElement | null>): void {
  useEffect(
    () =>
      inOwnTask(() => {
        const root = text.current;
        if (!root) return;
        let current: HTMLElement | null = null;
        const stops = () => [...root.querySelectorAll<HTMLElement>(STOPS)];

        /** Makes `stop` the only tab stop. All others have already been taken out of the tab order. */
        const settle = (stop: HTMLElement | undefined) => {
          if (current === stop) return;
          current?.removeAttribute("aria-describedby");
          if (current) current.tabIndex = -1;
          current = stop ?? null;
          if (current) current.tabIndex = 0;
        };
        const park = (added: Node) => {
          if (!(added instanceof Element)) return;
          const found = [...added.querySelectorAll<HTMLElement>(STOPS)];
          if (added instanceof HTMLElement && added.matches(STOPS)) found.push(added);
          for (const stop of found) if (stop !== current) stop.tabIndex = -1;
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
          // While text is selected, the same keys move the selection.
          if (!by || hasModifier || !document.getSelection()?.isCollapsed) return;
          const all = stops();
          const at = all.indexOf(document.activeElement as HTMLElement);
          if (at < 0) return;
          event.preventDefault();
          all[at + by]?.focus();
        };

        park(root);
        settle(firstFrom(undefined));
        // Highlights appear and disappear, and the rest of a long text is added in parts. Checking all stops after each
        // part would be quadratic, so only the added nodes are checked.
        const observer = new MutationObserver((changes) => {
          for (const { addedNodes } of changes) addedNodes.forEach(park);
          if (!current?.isConnected) settle(firstFrom(undefined));
        });
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
      }),
    [text],
  );
}

/** `Node.DOCUMENT_POSITION_FOLLOWING`. Descendants count as following nodes. */
const FOLLOWING = 4;

function isInWindow(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}
