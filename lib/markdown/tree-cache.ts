/**
 * A cache of parsed note trees, keyed by the Markdown of the notes. On the server, a worker fills it before a page is
 * rendered.
 */

import { processSingleton } from "../process-singleton";
import { type NoteTree, noteTree } from "./note-tree";

/** Maximum number of nodes in all cached trees. They take about 30 MB. */
const MAX_NODES = 100_000;
/** The fixed cost of each tree, in nodes. */
const LEAST = 10;

/** An LRU cache bounded by the total number of nodes. */
export class TreeCache {
  readonly #trees = new Map<string, NoteTree>();
  readonly #maxNodes: number;
  #nodes = 0;

  constructor(maxNodes = MAX_NODES) {
    this.#maxNodes = maxNodes;
  }

  get(markdown: string): NoteTree | undefined {
    const tree = this.#trees.get(markdown);
    if (tree) {
      this.#trees.delete(markdown);
      this.#trees.set(markdown, tree);
    }
    return tree;
  }

  set(markdown: string, tree: NoteTree): void {
    this.#drop(markdown);
    this.#trees.set(markdown, tree);
    this.#nodes += costOf(tree);
    for (const oldest of this.#trees.keys()) {
      if (this.#nodes <= this.#maxNodes || oldest === markdown) return;
      this.#drop(oldest);
    }
  }

  #drop(markdown: string): void {
    const tree = this.#trees.get(markdown);
    if (!tree) return;
    this.#trees.delete(markdown);
    this.#nodes -= costOf(tree);
  }
}

function costOf(tree: NoteTree): number {
  return LEAST + (tree.kind === "formatted" ? tree.nodes : 0);
}

export function treeCache(): TreeCache {
  return processSingleton("note-trees", () => new TreeCache());
}

/** The tree of a note, taken from the cache or else parsed now. */
export function cachedNoteTree(markdown: string): NoteTree {
  const cache = treeCache();
  const known = cache.get(markdown);
  if (known) return known;
  const tree = noteTree(markdown);
  cache.set(markdown, tree);
  return tree;
}
