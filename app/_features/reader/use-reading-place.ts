"use client";

import { type RefObject, useEffect, useState } from "react";
import { caretAt, offsetOfPoint } from "@/app/_features/text";
import { followViewport } from "@/app/_ui/follow-viewport";

/** How far below the header the current line is sampled, in CSS pixels. */
const BELOW_HEADER = 28;

/**
 * The text offset at the top of the window, used to show the reading position.
 *
 * @returns UTF-16 code units in the canonical text; null until known
 */
export function useReadingPlace(text: RefObject<HTMLElement | null>): number | null {
  const [offset, setOffset] = useState<number | null>(null);
  useEffect(() => {
    const read = () => {
      const root = text.current;
      const header = document.querySelector("header");
      if (!root || !header) return;
      const y = header.getBoundingClientRect().bottom + BELOW_HEADER;
      const x = root.getBoundingClientRect().left + 1;
      const caret = caretAt(x, y);
      const found = caret && root.contains(caret.node) ? offsetOfPoint(root, caret.node, caret.offset, "start") : null;
      if (found !== null) setOffset(found);
    };
    const first = requestAnimationFrame(read);
    const end = followViewport(read);
    return () => {
      cancelAnimationFrame(first);
      end();
    };
  }, [text]);
  return offset;
}
