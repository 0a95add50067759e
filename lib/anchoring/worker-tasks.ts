/** The comparison of two texts, which runs in a worker (`lib/workers`), because its cost depends on the texts. */

import { type ComparedRow, type ComparedText, compareTexts } from "./compare";

/** The rows of `compareTexts`. */
export function compareInWorker({ before, after }: { before: ComparedText; after: ComparedText }): ComparedRow[] {
  return compareTexts(before, after);
}
