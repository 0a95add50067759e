import { type NoteTree, noteTree } from "./note-tree";

/** The trees of some notes, in their order, up to so many nodes of all together: fewer than were asked for where they have more. */
export function noteTrees({ bodies, nodes }: { bodies: readonly string[]; nodes: number }): NoteTree[] {
  const trees: NoteTree[] = [];
  for (let left = nodes; trees.length < bodies.length && left > 0; ) {
    const tree = noteTree(bodies[trees.length]!);
    trees.push(tree);
    if (tree.kind === "formatted") left -= tree.nodes;
  }
  return trees;
}
