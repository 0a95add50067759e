import "server-only";
import { UserError } from "../../errors";
import { treeCache } from "../../markdown/tree-cache";
import type { noteTrees } from "../../markdown/worker-tasks";
import { runInWorker, type Task } from "../../workers/run";

const READ_NOTES: Task<typeof noteTrees> = {
  file: "lib/markdown/worker-tasks.ts",
  name: "noteTrees",
  lane: "page",
  tooMuch: "too-much-work.notes",
  isKeptElsewhere: true,
};

/**
 * Notes up to this total length, in UTF-16 code units, are parsed during rendering, which takes at most a few
 * milliseconds.
 */
const SHORT = 2_000;

/**
 * Maximum number of elements and text nodes in the formatted notes of a page. Rendering this many takes the server
 * about 50 ms.
 */
const PAGE_NODES = 10_000;

/**
 * Parses the notes on a page before the page is rendered, because rendering is synchronous.
 *
 * @param bodies Markdown, in display order
 * @param person the user who requested the page, or a placeholder for visitors without an account
 * @returns the notes that would take too long to format, which are shown as plain Markdown
 */
export async function prepareNoteTrees(bodies: readonly string[], person: string): Promise<ReadonlySet<string>> {
  const cache = treeCache();
  const missing = [...new Set(bodies)].filter((body) => !cache.get(body));
  const isShort = missing.reduce((sum, { length }) => sum + length, 0) <= SHORT;
  if (!isShort) {
    try {
      const trees = await runInWorker(READ_NOTES, { bodies: missing, nodes: PAGE_NODES }, person);
      for (const [index, tree] of trees.entries()) cache.set(missing[index]!, tree);
    } catch (error) {
      // If there is too much work, or there are too many concurrent requests, show the page with unformatted notes.
      if (!(error instanceof UserError)) throw error;
    }
  }
  const typed = new Set<string>();
  let nodes = 0;
  for (const body of bodies) {
    const tree = cache.get(body);
    nodes += tree?.kind === "formatted" ? tree.nodes : 0;
    if (nodes > PAGE_NODES || (!tree && !isShort)) typed.add(body);
  }
  return typed;
}
