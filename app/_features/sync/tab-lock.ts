import { store } from "@/app/_ui/use-stored";
import { newId } from "./new-id";

/** How long a tab that is gone keeps the others waiting, in milliseconds, where the browser has no locks. */
const LEASE = 10_000;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Does something while no other tab of this browser does the same.
 *
 * Where the browser has no locks (a page that was not sent safely) a note on the device stands for one. Two tabs that write it in the
 * same instant may both go on, so `work` must bear that.
 *
 * @param name what must not be done twice at a time, and the key of the note
 */
export async function withTabLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  if ("locks" in navigator) return (await navigator.locks.request(name, work)) as T;
  const own = newId();
  const isOurs = () => localStorage.getItem(name)?.startsWith(own) ?? false;
  const take = () => store(name, `${own} ${Date.now() + LEASE}`);
  while (!isOurs()) {
    const [, until = "0"] = localStorage.getItem(name)?.split(" ") ?? [];
    if (Number(until) < Date.now()) take();
    await pause(50 + Math.random() * 100);
  }
  const renewing = setInterval(take, LEASE / 3);
  try {
    return await work();
  } finally {
    clearInterval(renewing);
    if (isOurs()) store(name, null);
  }
}
