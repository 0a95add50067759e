"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { offsetsOfRange, textOfOffsets } from "@/app/_features/text";
import type { Span } from "@/lib/anchoring/anchor";
import { toWords } from "./word-edges";

/** A selection counts when it has not changed for so long; touch handles give no other sign of being let go. */
const SETTLED_MS = 200;

/** The longest word that a selection is widened to. */
const LONGEST_WORD = 64;

/** What a person has selected of the text. */
export interface TextSelection extends Span {
  /** Where its end stands in the window now; for a selection made backwards, its beginning. No wider than a caret. */
  anchor: { getBoundingClientRect(): DOMRect };
  /** Whether it was made from its end to its beginning. */
  isBackward: boolean;
}

/**
 * Follows what is selected of the text.
 *
 * @param text the element that holds the report's text
 * @returns the selection once it has come to rest, null while there is none, or none of the text; and what reads it is now:
 *   a key may be pressed before it has come to rest
 */
export function useTextSelection(
  text: RefObject<HTMLElement | null>,
): [TextSelection | null, () => TextSelection | null] {
  const [selection, setSelection] = useState<TextSelection | null>(null);
  const isTouch = useRef(false);
  const read = useCallback(() => {
    const root = text.current;
    const now = document.getSelection();
    const range = now && now.rangeCount > 0 && !now.isCollapsed ? now.getRangeAt(0) : null;
    const span = root && range?.intersectsNode(root) ? offsetsOfRange(root, range) : null;
    const trimmed = span && root && trim(root, span);
    // A finger cannot aim at a letter.
    const whole = trimmed && isTouch.current ? widen(root, trimmed) : trimmed;
    const isBackward = now?.direction === "backward";
    return whole && range ? { ...whole, isBackward, anchor: anchorOf(range, isBackward) } : null;
  }, [text]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let isDown = false;
    const later = () => {
      clearTimeout(timer);
      if (isDown) return;
      timer = setTimeout(() => setSelection(read()), document.getSelection()?.isCollapsed ? 0 : SETTLED_MS);
    };
    const down = (event: PointerEvent) => {
      isDown = event.pointerType === "mouse";
      isTouch.current = event.pointerType === "touch";
    };
    const up = () => {
      isDown = false;
      later();
    };
    document.addEventListener("selectionchange", later);
    document.addEventListener("pointerdown", down);
    document.addEventListener("pointerup", up);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("selectionchange", later);
      document.removeEventListener("pointerdown", down);
      document.removeEventListener("pointerup", up);
    };
  }, [read]);
  return [selection, read];
}

/** Three clicks select a paragraph and the break after it; the break is no part of the passage. */
function trim(root: Element, { start, end }: Span): Span | null {
  const text = textOfOffsets(root, start, end);
  const left = text.length - text.trimStart().length;
  const right = text.length - text.trimEnd().length;
  return left === text.length ? null : { start: start + left, end: end - right };
}

/** The whole words of which a part was selected. */
function widen(root: Element, { start, end }: Span): Span {
  const from = Math.max(0, start - LONGEST_WORD);
  const words = toWords(textOfOffsets(root, from, end + LONGEST_WORD), { start: start - from, end: end - from });
  return { start: words.start + from, end: words.end + from };
}

function anchorOf(range: Range, isBackward: boolean): TextSelection["anchor"] {
  return {
    getBoundingClientRect: () => {
      const rects = [...range.getClientRects()].filter(({ width }) => width > 0);
      const line = rects.at(isBackward ? 0 : -1) ?? range.getBoundingClientRect();
      return new DOMRect(isBackward ? line.left : line.right, line.top, 0, line.height);
    },
  };
}
