import "server-only";
import { processSingleton } from "../../process-singleton";
import { VersionedCache } from "../../versioned-cache";
import { runInWorker, type Task } from "../../workers/run";
import type { SharedPassage } from "../shared";
import type { CitedPassage, citeAll } from "./citations";
import type { Citations } from "./formats";

/** Maximum number of cached citations. They are cached because anyone with a link can request them repeatedly. */
const KEPT = 1_000;

/** Run this in a worker, because loading the styles takes half a second, which would block all requests. */
const CITE: Task<typeof citeAll> = {
  file: "lib/sharing/citations/worker-tasks.ts",
  name: "citeAll",
  lane: "page",
  tooMuch: "too-much-work.citations",
  isKeptElsewhere: true,
};

type Cited = Pick<SharedPassage, "report" | "edition" | "pages">;

/**
 * The citations of shared passages, in order. Cached by edition and pages for as long as the report's details stay the
 * same.
 *
 * @param person the user who requests the citations, or a placeholder for visitors without an account
 * @throws any error from `runInWorker`
 */
export function citationsFor(passages: readonly Cited[], person: string): Promise<Citations[]> {
  const keeper = processSingleton("citations", () => new VersionedCache<Citations>(KEPT));
  const missing: CitedPassage[] = [];
  // This starts only after all missing passages have been collected, so that a single task handles them all.
  const made = Promise.resolve().then(() => (missing.length === 0 ? [] : runInWorker(CITE, missing, person)));
  return Promise.all(
    passages.map(({ report, edition, pages }) =>
      keeper.get(`${edition.id} ${pages.map(({ page }) => page).join("-")}`, JSON.stringify(report), async () => {
        const index = missing.push({ report, pages }) - 1;
        return (await made)[index]!;
      }),
    ),
  );
}
