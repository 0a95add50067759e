"use client";

import { type RefObject, useEffect, useRef } from "react";
import { caretAt } from "../caret";
import { offsetOfPoint } from "../text-offsets";
import { spansAt } from "./overlaps";
import type { PlacedHighlight } from "./use-highlights";

/**
 * Opens the highlight that is clicked. Where several lie on each other the shortest opens first, and each further click
 * the next; a click beside all of them closes.
 */
export function usePick(
  text: RefObject<HTMLElement | null>,
  highlights: readonly PlacedHighlight[],
  open: (id: string | null) => void,
): void {
  const latest = useRef({ highlights, open, last: null as string | null });
  useEffect(() => {
    latest.current.highlights = highlights;
    latest.current.open = open;
  });
  useEffect(() => {
    const root = text.current;
    const click = (event: MouseEvent) => {
      if (!root || !(event.target instanceof Element) || event.target.closest("a, button")) return;
      if (!document.getSelection()?.isCollapsed) return;
      const caret = caretAt(event.clientX, event.clientY);
      const offset = caret && root.contains(caret.node) ? offsetOfPoint(root, caret.node, caret.offset, "start") : null;
      const here = offset === null ? [] : spansAt(latest.current.highlights, offset);
      const after = here.findIndex(({ id }) => id === latest.current.last) + 1;
      const picked = here[after % Math.max(1, here.length)]?.id ?? null;
      latest.current.last = picked;
      latest.current.open(picked);
    };
    root?.addEventListener("click", click);
    return () => root?.removeEventListener("click", click);
  }, [text]);
}
