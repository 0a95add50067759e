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
    (next: Kept | ((now: Kept) => Kept)) => {
      const value = typeof next === "function" ? next(localStorage.getItem(key)) : next;
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
      window.dispatchEvent(new Event(CHANGED));
    },
    [key],
  );
  return [value, set];
}
