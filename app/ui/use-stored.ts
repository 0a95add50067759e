"use client";

import { useCallback, useSyncExternalStore } from "react";

const CHANGED = "concord:stored";

function subscribe(listener: () => void): () => void {
  // The browser tells other tabs of a change ("storage"), and this one not.
  window.addEventListener(CHANGED, listener);
  window.addEventListener("storage", listener);
  return () => {
    window.removeEventListener(CHANGED, listener);
    window.removeEventListener("storage", listener);
  };
}

type Kept = string | null;

/** Keeps a string on the device, or takes it away, for `useStored` with the same key to find in every window. */
export function store(key: string, value: Kept): void {
  if (value === null) localStorage.removeItem(key);
  else localStorage.setItem(key, value);
  window.dispatchEvent(new Event(CHANGED));
}

/**
 * A string that is kept on the device.
 *
 * @returns what is kept under `key`, null where nothing is (and on the server), and a way to change it, which may take a
 *   function of what is kept then
 */
export function useStored(key: string): [Kept, (next: Kept | ((now: Kept) => Kept)) => void] {
  const value = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(key),
    () => null,
  );
  const set = useCallback(
    (next: Kept | ((now: Kept) => Kept)) =>
      store(key, typeof next === "function" ? next(localStorage.getItem(key)) : next),
    [key],
  );
  return [value, set];
}
