import { explain, sendJson } from "@/app/_features/request";
import type { Translate } from "@/app/_messages/translate";
import { showToast } from "@/app/_ui/toasts";
import { isOthersKey, isOwnKey, store } from "@/app/_ui/use-stored";

/** Whose are the things on this device that are kept for nobody in particular, like recent searches. */
const HOLDER = "holder";

let leaving = false;

/** Whether the person is signing out: then nobody need ask them to sign in again. */
export function isLeaving(): boolean {
  return leaving;
}

/** Signs a person out and leaves nothing of theirs on the device. Where that fails, they are told, and nothing is lost. */
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

/** Leaves nothing on the device of a person who is not in the team any more, and says so. What was not saved has nowhere to go. */
export async function loseAccess(email: string): Promise<void> {
  if (leaving) return;
  leaving = true;
  // Has the browser forget the cookie and our answers; without network the page goes all the same.
  await sendJson("POST", "/api/auth/signout", {}).catch(() => undefined);
  await clearDevice(email);
  window.location.replace("/signin?ended=access");
}

/** Does so for whoever was here last, where no page of theirs is open: their cookie has told the server who they are. */
export function loseAccessOfHolder(): Promise<void> {
  return loseAccess(localStorage.getItem(HOLDER) ?? "");
}

/**
 * Has a person's account deleted, which signs them out, and leaves nothing of theirs on the device.
 *
 * @param remove asks the server; where it throws, nothing has happened
 */
export async function leaveForGood(email: string, remove: () => Promise<unknown>): Promise<void> {
  // The stream of changes ends as well, and may say so before the answer is here.
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

/** Takes away from the device what a person who was here before has left for nobody in particular. */
export function claimDevice(email: string): void {
  const holder = localStorage.getItem(HOLDER);
  if (holder === email) return;
  if (holder !== null) forgetAllBut(isOwnKey);
  store(HOLDER, email);
}

async function clearDevice(email: string): Promise<void> {
  // What others have not saved yet stays theirs.
  forgetAllBut((key) => isOthersKey(email, key));
  sessionStorage.clear();
  // Browsers have them only where the page was sent safely.
  if ("caches" in window) for (const name of await caches.keys()) await caches.delete(name);
}

function forgetAllBut(stays: (key: string) => boolean): void {
  for (const key of Object.keys(localStorage)) if (!stays(key)) store(key, null);
}
