import "server-only";
import { processSingleton } from "../../process-singleton";
import { VersionedCache } from "../../versioned-cache";
import { runInWorker, type Task } from "../../workers/run";
import type { SharedPassage } from "../shared";
import type { CitedPassage, citeAll } from "./citations";
import type { Citations } from "./formats";

/** How many are kept: anybody with a link may open it often. */
const KEPT = 1_000;

/** The styles take half a second to load, which would hold up everybody. */
const CITE: Task<typeof citeAll> = {
  file: "lib/sharing/citations/worker-tasks.ts",
  name: "citeAll",
  lane: "page",
  tooMuch: "These passages take too long to cite. Remove some from the collection.",
  isKeptElsewhere: true,
};

type Cited = Pick<SharedPassage, "report" | "edition" | "pages">;

/**
 * How to cite shared passages, in their order. An edition never changes, so that it and the pages say all.
 *
 * @param person who asks, or a name for those who have no account
 * @throws UserError as `runInWorker`
 */
export function citationsFor(passages: readonly Cited[], person: string): Promise<Citations[]> {
  const keeper = processSingleton("citations", () => new VersionedCache<Citations>(KEPT));
  const missing: CitedPassage[] = [];
  // Begins once all that is missing has been gathered, so that one task does all of it.
  const made = Promise.resolve().then(() => (missing.length === 0 ? [] : runInWorker(CITE, missing, person)));
  return Promise.all(
    passages.map(({ report, edition, pages }) =>
      keeper.get(`${edition.id} ${pages.map(({ page }) => page).join("-")}`, edition.id, async () => {
        const index = missing.push({ report, pages }) - 1;
        return (await made)[index]!;
      }),
    ),
  );
}
