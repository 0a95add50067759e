import { explain, sendJson } from "@/app/_features/request";
import type { Translate } from "@/app/_messages/translate";
import { showToast } from "@/app/_ui/toasts";
import { closeStore, isOthersKey, isOwnKey, store } from "@/app/_ui/use-stored";

/** Storage key for the identity of the user who owns the unprefixed data on this device, such as recent searches. */
const HOLDER = "holder";

let leaving = false;

/** Whether the user is signing out, so that nothing asks them to sign in again. */
export function isLeaving(): boolean {
  return leaving;
}

/**
 * Signs a user out and deletes all of their data on the device. If signing out fails, shows a toast and doesn't delete
 * anything.
 */
export async function leave(t: Translate, email: string): Promise<void> {
  leaving = true;
  try {
    await sendJson("POST", "/api/auth/signout", {});
  } catch (error) {
    leaving = false;
    showToast({ title: t("accounts.signOut.failed"), description: explain(t, error) });
    return;
  }
  await clearDevice(email);
  window.location.assign("/signin");
}

/**
 * Deletes all data on this device that belongs to a user who is no longer in the team, and shows a message. Unsaved
 * changes are lost, because they can no longer be sent.
 */
export async function loseAccess(email: string): Promise<void> {
  if (leaving) return;
  leaving = true;
  // Deletes the cookie and the cache. This fails if the device is offline.
  await sendJson("POST", "/api/auth/signout", {}).catch(() => undefined);
  await clearDevice(email);
  window.location.replace("/signin?ended=access");
}

/**
 * Like `loseAccess`, but for the last user of this device, who has no page open. The server identified them by their
 * cookie.
 */
export function loseAccessOfHolder(): Promise<void> {
  return loseAccess(localStorage.getItem(HOLDER) ?? "");
}

/**
 * Deletes a user's account, which signs them out, and deletes all of their data on the device.
 *
 * @param remove sends the request; if it throws, nothing changes
 */
export async function leaveForGood(email: string, remove: () => Promise<unknown>): Promise<void> {
  // The event stream ends too, possibly before the response arrives. It must not ask the user to sign in again.
  leaving = true;
  try {
    await remove();
  } catch (error) {
    leaving = false;
    throw error;
  }
  await clearDevice(email);
  window.location.replace("/signin?ended=account");
}

/** Deletes unprefixed data that belongs to the device's previous user. */
export function claimDevice(email: string): void {
  const holder = localStorage.getItem(HOLDER);
  if (holder === email) return;
  if (holder !== null) forgetAllBut(isOwnKey);
  store(HOLDER, email);
}

async function clearDevice(email: string): Promise<void> {
  // The page stays until the next one has loaded, and the reading position, for example, is stored with a delay.
  closeStore();
  // If the user goes back, the browser may show this page again as it was, but it no longer stores anything.
  window.addEventListener("pageshow", () => window.location.reload());
  // Keep other users' unsaved data.
  forgetAllBut((key) => isOthersKey(email, key));
  sessionStorage.clear();
  // The Cache API is only available in secure contexts.
  if ("caches" in window) for (const name of await caches.keys()) await caches.delete(name);
}

function forgetAllBut(stays: (key: string) => boolean): void {
  for (const key of Object.keys(localStorage)) if (!stays(key)) store(key, null);
}
