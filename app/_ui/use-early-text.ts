"use client";

import { type RefObject, useEffect, useRef } from "react";

/**
 * Reports text that the user entered into a controlled `input` before the page was hydrated. React keeps this text in
 * the box, but doesn't call `onChange` for it. In a `textarea`, React replaces the text with the one it was rendered with.
 *
 * @param given the text that the box was rendered with
 */
export function useEarlyText(
  box: RefObject<HTMLInputElement | null>,
  given: string,
  onText: (text: string) => void,
): void {
  const latest = useRef({ given, onText });
  useEffect(() => {
    const { value = "" } = box.current ?? {};
    if (value !== latest.current.given) latest.current.onText(value);
  }, [box]);
}
