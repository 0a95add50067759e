"use client";

import { useSyncExternalStore } from "react";
import { onOpening, useIsInUse } from "./on-demand";
import type { Message } from "./toast-stack";

const ToastStack = onOpening(() => import("./toast-stack").then((module) => module.ToastStack));

/** What was said before there was a place for it, with what takes it away again. */
interface Waiting {
  message: Message;
  close(): void;
}

/** Null where nothing was said yet. A new list for each message. */
let waiting: readonly Waiting[] | null = null;
let show: ((message: Message) => () => void) | null = null;
const listeners = new Set<() => void>();

/** Says something in passing, at the foot of the window. @returns takes it away again, where it is still there */
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

/** The place where what is said in passing is shown. A page has one. */
export function Toasts() {
  const hasSpoken = useSyncExternalStore(
    subscribe,
    () => waiting !== null,
    () => false,
  );
  // A screen reader says only what comes into a place that is there already.
  const isInUse = useIsInUse();
  return <ToastStack open={hasSpoken || isInUse} onReady={onReady} />;
}
