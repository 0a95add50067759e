"use client";

import { type RefObject, useCallback, useEffect, useState } from "react";
import { followViewport } from "@/app/_ui/follow-viewport";

/** How far beyond the window still counts as near, in windows. */
const BEYOND = 1.5;

/**
 * Tells what of a tall element is near the window as it scrolls, in steps of half a window: more often would only render more often.
 *
 * @param isWanted while it is not, everything is near
 * @returns asks of two heights from the element's top, in CSS pixels; another function whenever the answer may be another
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
