"use client";

import { type RefObject, useCallback, useEffect, useState } from "react";
import { followViewport } from "@/app/_ui/follow-viewport";

/** An element counts as near the window if it is within this distance, in window heights. */
const BEYOND = 1.5;

/**
 * Tracks which part of a tall element is near the window as the user scrolls. The part changes in steps of half a
 * window, because smaller steps would only cause more renders.
 *
 * @param isWanted while false, everything counts as near
 * @returns a function that checks a range, given as two distances from the element's top in CSS pixels; it is replaced
 *   whenever its results may have changed
 */
export function useNearWindow(
  element: RefObject<HTMLElement | null>,
  isWanted: boolean,
): (top: number, bottom: number) => boolean {
  const [view, setView] = useState<{ top: number; height: number } | null>(null);
  useEffect(() => {
    if (!isWanted) return setView(null);
    const look = () => {
      const height = window.innerHeight;
      const step = height / 2;
      const top = Math.round(-(element.current?.getBoundingClientRect().top ?? 0) / step) * step;
      setView((before) => (before?.top === top && before.height === height ? before : { top, height }));
    };
    look();
    return followViewport(look);
  }, [element, isWanted]);
  return useCallback(
    (top, bottom) => {
      if (!view) return true;
      const beyond = BEYOND * view.height;
      return bottom >= view.top - beyond && top <= view.top + view.height + beyond;
    },
    [view],
  );
}
