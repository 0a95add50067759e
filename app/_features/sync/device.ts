import type { QueuedChange } from "@/app/_features/changes";
import { ownKey, store } from "@/app/_ui/use-stored";

/** Where the changes of a person stand on the device: each by itself, so that tabs do not write over each other's. */
function prefixOf(email: string): string {
  return ownKey(email, "outbox/");
}

/** Whether what stands under a key of the device is one of a person's changes. */
export function isQueued(key: string, email: string): boolean {
  return key.startsWith(prefixOf(email));
}

/** The changes of a person that the server has not confirmed, in their order. What cannot be read is passed over, and left. */
export function readQueue(email: string): QueuedChange[] {
  return Object.keys(localStorage)
    .filter((key) => isQueued(key, email))
    .flatMap((key) => parse(localStorage.getItem(key)))
    .sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
}

/**
 * Keeps a change on the device, or keeps it anew.
 *
 * @throws DOMException where the device has no room for it
 */
export function keepQueued(email: string, queued: QueuedChange): void {
  store(prefixOf(email) + queued.key, JSON.stringify(queued));
}

/** Forgets a change that is made, or that the person has given up. */
export function dropQueued(email: string, key: string): void {
  store(prefixOf(email) + key, null);
}

function parse(kept: string | null): QueuedChange[] {
  try {
    const value = JSON.parse(kept ?? "null") as QueuedChange | null;
    return value === null ? [] : [value];
  } catch {
    return [];
  }
}
