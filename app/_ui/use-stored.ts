"use client";

import { useCallback, useSyncExternalStore } from "react";

const CHANGED = "concord:stored";

/** Calls a function whenever something kept on the device may be another, in whichever window. @returns ends that */
export function subscribeStored(listener: () => void): () => void {
  // The browser tells other tabs of a change ("storage"), and this one not.
  window.addEventListener(CHANGED, listener);
  window.addEventListener("storage", listener);
  return () => {
    window.removeEventListener(CHANGED, listener);
    window.removeEventListener("storage", listener);
  };
}

type StoredValue = string | null;

const OWN = "of/";

/** Names what is kept on the device for one person, so that nobody else who signs in there sees it. */
export function ownKey(email: string, name: string): string {
  return `${OWN}${encodeURIComponent(email)}/${name}`;
}

/** Whether what is kept under a key is for one person, and not for nobody in particular. */
export function isOwnKey(key: string): boolean {
  return key.startsWith(OWN);
}

/** Whether what is kept under a key is for another person. */
export function isOthersKey(email: string, key: string): boolean {
  return isOwnKey(key) && !key.startsWith(ownKey(email, ""));
}

/** Keeps a string on the device, or takes it away, for `useStored` with the same key to find in every window. */
export function store(key: string, value: StoredValue): void {
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
