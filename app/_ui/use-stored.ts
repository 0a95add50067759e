"use client";

import { useCallback, useSyncExternalStore } from "react";

const CHANGED = "concord:stored";

/**
 * Calls a function when local storage may have changed, in any window.
 * @returns a function that unsubscribes
 */
export function subscribeStored(listener: () => void): () => void {
  // The "storage" event only fires in other tabs.
  window.addEventListener(CHANGED, listener);
  window.addEventListener("storage", listener);
  return () => {
    window.removeEventListener(CHANGED, listener);
    window.removeEventListener("storage", listener);
  };
}

type StoredValue = string | null;

const OWN = "of/";

/** Prefixes a storage key with the user's email, so that other users who sign in on this device can't see the value. */
export function ownKey(email: string, name: string): string {
  return `${OWN}${encodeURIComponent(email)}/${name}`;
}

/** Whether a storage key belongs to a user, rather than to the device. */
export function isOwnKey(key: string): boolean {
  return key.startsWith(OWN);
}

/** Whether a storage key belongs to a user other than this one. */
export function isOthersKey(email: string, key: string): boolean {
  return isOwnKey(key) && !key.startsWith(ownKey(email, ""));
}

let isClosed = false;

/** From now on, this page only deletes stored data. Whatever its timers and handlers still have to store is dropped. */
export function closeStore(): void {
  isClosed = true;
}

/** Stores or deletes a string on the device. In every window, `useStored` with the same key is updated. */
export function store(key: string, value: StoredValue): void {
  if (value === null) localStorage.removeItem(key);
  else if (!isClosed) localStorage.setItem(key, value);
  window.dispatchEvent(new Event(CHANGED));
}

/**
 * A string stored on the device.
 *
 * @returns the value of `key` (null if there is none, and on the server), and a setter, which also accepts a function
 *   that receives the current value
 */
export function useStored(
  key: string,
): [StoredValue, (next: StoredValue | ((now: StoredValue) => StoredValue)) => void] {
  const value = useSyncExternalStore(
    subscribeStored,
    () => localStorage.getItem(key),
    () => null,
  );
  const set = useCallback(
    (next: StoredValue | ((now: StoredValue) => StoredValue)) =>
      store(key, typeof next === "function" ? next(localStorage.getItem(key)) : next),
    [key],
  );
  return [value, set];
}
