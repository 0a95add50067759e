"use client";

import { type RefObject, useCallback, useLayoutEffect, useState } from "react";
import { delayMeasuring } from "@/app/_features/text";

/** How long to wait for the pages, in milliseconds. */
const PATIENCE = 5_000;

/**
 * Lets the pages be drawn before the text that they cover is measured for the notes beside it, which blocks a long
 * report with many highlights for a while.
 *
 * @returns a function to call when a page is drawn, or none can be
 */
export function usePagesFirst(text: RefObject<HTMLElement | null>, isCovered: boolean): () => void {
  const [isOver, setOver] = useState(false);
  const isWaiting = isCovered && !isOver;
  useLayoutEffect(() => {
    if (!isWaiting || !text.current) return;
    const timer = setTimeout(() => setOver(true), PATIENCE);
    const end = delayMeasuring(text.current);
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [isWaiting, text]);
  return useCallback(() => setOver(true), []);
}
