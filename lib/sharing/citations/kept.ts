import "server-only";
import { setImmediate } from "node:timers/promises";
import { Keeper } from "../../library/keeper";
import type { SharedPassage } from "../shared";
import { citationsOf } from "./citations";
import type { Citations } from "./formats";

/** How many are kept: all styles of one take some 20 ms, and anybody with a link may open it often. */
const KEPT = 1_000;

/** One a process, however many bundles of the app hold this module. */
const shelf = globalThis as typeof globalThis & { concordCitations?: Keeper<Citations> };

/** How to cite a shared passage. An edition never changes, so that it and the pages say all. */
export function citationsFor({ report, edition, pages }: SharedPassage): Promise<Citations> {
  shelf.concordCitations ??= new Keeper(KEPT);
  const key = `${edition.id} ${pages.map(({ page }) => page).join("-")}`;
  return shelf.concordCitations.get(key, edition.id, async () => {
    // A collection has hundreds of passages: others are answered between two of them.
    await setImmediate();
    return citationsOf(report, pages);
  });
}
