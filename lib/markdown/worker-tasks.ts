import { type NoteTree, noteTree } from "./note-tree";

/** The trees of some notes, in their order. */
export function noteTrees(bodies: readonly string[]): NoteTree[] {
  return bodies.map(noteTree);
}
