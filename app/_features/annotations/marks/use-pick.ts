"use client";

import { useEffect, useRef, useState } from "react";
import { caretAt, offsetOfPoint } from "@/app/_features/text";
import { useActions, useAnnotations, usePage } from "../state/context";
import { spansAt } from "./overlaps";

/** Overlapping highlights at a clicked position. */
export interface OverlappingHighlights {
  /** The shortest highlight comes first. */
  ids: readonly string[];
  /** The clicked position, in CSS pixels from the page's top left corner. */
  x: number;
  y: number;
}

/** A place in the text that the user clicked. */
interface Picked {
  /** Null if there is no text. */
  offset: number | null;
  /** The place of the click, in CSS pixels from the page's top left corner. */
  x: number;
  y: number;
}

const PICK = "concord:pick";

/** Opens the highlight at a place of the text that was clicked elsewhere, for example on a page of its file. */
export function pickAt(text: HTMLElement, picked: Picked): void {
  text.dispatchEvent(new CustomEvent(PICK, { detail: picked }));
}

/**
 * Opens the clicked highlight; a click outside all highlights closes the open one. If several highlights overlap, the
 * user chooses one of them first.
 *
 * @returns the overlapping highlights to choose from, if any, and a callback to dismiss them
 */
export function usePick(): [OverlappingHighlights | null, (overlapping: OverlappingHighlights) => void] {
  const { text } = usePage();
  const { open, close } = useActions();
  const highlights = useAnnotations((state) => state.placed);
  const [overlapping, setOverlapping] = useState<OverlappingHighlights | null>(null);
  const latest = useRef(highlights);
  useEffect(() => {
    latest.current = highlights;
  });
  useEffect(() => {
    const root = text.current;
    const pick = ({ offset, x, y }: Picked) => {
      const here = offset === null ? [] : spansAt(latest.current, offset);
      if (here.length > 1) setOverlapping({ ids: here.map(({ id }) => id), x, y });
      else if (here[0]) open(here[0].id);
      else close();
    };
    const pickThere = (event: Event) => pick((event as CustomEvent<Picked>).detail);
    const click = (event: MouseEvent) => {
      if (!root || !(event.target instanceof Element) || event.target.closest("a, button")) return;
      if (!document.getSelection()?.isCollapsed) return;
      const caret = caretAt(event.clientX, event.clientY);
      const offset = caret && root.contains(caret.node) ? offsetOfPoint(root, caret.node, caret.offset, "start") : null;
      pick({ offset, x: event.pageX, y: event.pageY });
    };
    root?.addEventListener("click", click);
    root?.addEventListener(PICK, pickThere);
    return () => {
      root?.removeEventListener("click", click);
      root?.removeEventListener(PICK, pickThere);
    };
  }, [text, open, close]);
  // By then, another click may have offered different highlights.
  return [overlapping, (answered) => setOverlapping((now) => (now === answered ? null : now))];
}
