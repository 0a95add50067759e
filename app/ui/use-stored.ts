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

/** Keeps a string on the device, for `useStored` with the same key to find in every window. */
export function store(key: string, value: string): void {
  localStorage.setItem(key, value);
  window.dispatchEvent(new Event(CHANGED));
}

/**
 * A string that is kept on the device.
 *
 * @returns what is kept under `key`, null where nothing is (and on the server), and a way to change it
 */
export function useStored(key: string): [string | null, (value: string) => void] {
  const value = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(key),
    () => null,
  );
  const set = useCallback((next: string) => store(key, next), [key]);
  return [value, set];
}
