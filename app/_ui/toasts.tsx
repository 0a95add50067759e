"use client";

import { useSyncExternalStore } from "react";
import { onOpening, useIsInUse } from "./on-demand";
import type { Message } from "./toast-stack";

const ToastStack = onOpening(() => import("./toast-stack").then((module) => module.ToastStack));

/** A toast that was shown before the toast stack was loaded, and a way to dismiss it. */
interface Waiting {
  message: Message;
  close(): void;
}

/** The pending toasts; null until there is one. Each new toast creates a new list. */
let waiting: readonly Waiting[] | null = null;
let show: ((message: Message) => () => void) | null = null;
const listeners = new Set<() => void>();

/**
 * Shows a toast at the bottom of the window.
 * @returns a function that dismisses it
 */
export function showToast(message: Message): () => void {
  if (show) return show(message);
  const entry: Waiting = {
    message,
    close: () => {
      waiting = waiting?.filter((other) => other !== entry) ?? null;
    },
  };
  waiting = [...(waiting ?? []), entry];
  for (const listen of listeners) listen();
  return () => entry.close();
}

function onReady(next: (message: Message) => () => void): () => void {
  show = next;
  for (const entry of waiting ?? []) entry.close = next(entry.message);
  waiting = [];
  return () => {
    show = null;
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The container of toasts. Each page has one. */
export function Toasts() {
  const hasSpoken = useSyncExternalStore(
    subscribe,
    () => waiting !== null,
    () => false,
  );
  // The live region must exist first, because screen readers don't announce the initial content of a new one.
  const isInUse = useIsInUse();
  return <ToastStack open={hasSpoken || isInUse} onReady={onReady} />;
}
