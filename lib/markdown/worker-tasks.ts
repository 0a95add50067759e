import { type NoteTree, noteTree } from "./note-tree";

/** The trees of notes, in order. If they exceed the given total number of nodes, there are fewer trees than bodies. */
export function noteTrees({ bodies, nodes }: { bodies: readonly string[]; nodes: number }): NoteTree[] {
  const trees: NoteTree[] = [];
  for (let left = nodes; trees.length < bodies.length && left > 0; ) {
    const tree = noteTree(bodies[trees.length]!);
    trees.push(tree);
    if (tree.kind === "formatted") left -= tree.nodes;
  }
  return trees;
}
