"use client";

import { type RefObject, useCallback, useSyncExternalStore } from "react";
import { caretAt, offsetAtHeight, offsetOfPoint } from "@/app/_features/text";
import { followViewport } from "@/app/_ui/follow-viewport";

/** Distance below the header at which the current line is sampled, in CSS pixels. */
const BELOW_HEADER = 28;

/** About the height of a line, in CSS pixels. */
const LINE = 28;

/**
 * Minimum time between two readings of the position, in milliseconds, because each reading makes the browser lay out
 * the whole page.
 */
const PAUSE = 100;

/** The text offset at the top of the window. All listeners share it, because determining it is slow. */
let offset: number | null = null;
const listeners = new Set<() => void>();
let unfollow = () => {};

function readOffset(root: Element): number | null {
  const header = document.querySelector("header");
  if (!header) return null;
  const y = header.getBoundingClientRect().bottom + BELOW_HEADER;
  const x = root.getBoundingClientRect().left + 1;
  const caret = caretAt(x, y);
  if (caret && root.contains(caret.node)) return offsetOfPoint(root, caret.node, caret.offset, "start");
  // The pages of its file cover the text. The line with the first word of a page often begins on the page before.
  return offsetAtHeight(root, y + LINE);
}

function follow(root: Element): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const read = () => {
    timer = undefined;
    const found = readOffset(root);
    if (found === null || found === offset) return;
    offset = found;
    for (const listen of listeners) listen();
  };
  const later = () => {
    timer ??= setTimeout(read, PAUSE);
  };
  later();
  const end = followViewport(later);
  return () => {
    clearTimeout(timer);
    end();
    offset = null;
  };
}

/**
 * Calls a function whenever the text offset at the top of the window changes.
 *
 * @param root the element that contains the report's text; there is only one on the page
 * @returns a function that removes the listener
 */
export function onReadingPlace(root: Element, listener: () => void): () => void {
  if (listeners.size === 0) unfollow = follow(root);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) unfollow();
  };
}

/**
 * Part of the reading position. The component re-renders only when that part changes.
 *
 * @param select gets the offset in UTF-16 code units of the canonical text, or null until it is known; must return the
 *   same value for the same offset
 */
export function useReadingPlace<T>(text: RefObject<HTMLElement | null>, select: (offset: number | null) => T): T {
  const subscribe = useCallback(
    (listener: () => void) => (text.current ? onReadingPlace(text.current, listener) : () => {}),
    [text],
  );
  return useSyncExternalStore(
    subscribe,
    () => select(offset),
    () => select(null),
  );
}
