"use client";

import { type RefObject, useEffect, useMemo, useState } from "react";
import { type Mark, offsetsOfRange } from "@/app/_features/text";
import type { Span } from "@/lib/anchoring/anchor";

/**
 * The element of the text that has the keyboard focus, and the words that are selected in it, as marks. They let people
 * move through the text with the keyboard while the pages cover it.
 */
export function useTextCursor(text: RefObject<HTMLElement | null>, isHidden: boolean): readonly Mark[] {
  const [focused, setFocused] = useState<Span | null>(null);
  const [selected, setSelected] = useState<Span | null>(null);
  useEffect(() => {
    const root = text.current;
    if (!root || !isHidden) return;
    const focus = () => {
      const element = document.activeElement;
      if (!element || !root.contains(element)) return setFocused(null);
      const range = document.createRange();
      // A list of highlights isn't part of the text. Its highlights are in the block before it.
      range.selectNodeContents(element.closest("[data-skip]")?.previousElementSibling ?? element);
      setFocused(offsetsOfRange(root, range));
    };
    const blur = () => setFocused(null);
    const select = () => {
      const selection = document.getSelection();
      const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
      const isHere = range && !range.collapsed && root.contains(range.commonAncestorContainer);
      setSelected(isHere ? offsetsOfRange(root, range) : null);
    };
    focus();
    root.addEventListener("focusin", focus);
    root.addEventListener("focusout", blur);
    document.addEventListener("selectionchange", select);
    return () => {
      root.removeEventListener("focusin", focus);
      root.removeEventListener("focusout", blur);
      document.removeEventListener("selectionchange", select);
      setFocused(null);
      setSelected(null);
    };
  }, [text, isHidden]);
  return useMemo(
    () => [
      { style: "selected", spans: selected ? [selected] : [], priority: 0 },
      { style: "focused", spans: focused ? [focused] : [], priority: 1 },
    ],
    [focused, selected],
  );
}
