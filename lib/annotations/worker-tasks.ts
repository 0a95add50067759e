/** What of placing highlights runs in a worker (`lib/workers`): comparing texts takes a time that depends on what they say. */

import type { Anchor } from "../anchoring/anchor";
import type { Selector } from "./highlights/selector";
import { Comparisons, carryOver, type Standing } from "./placements/placing";

/** Highlights that are to be placed in a text. */
export interface Carrying {
  /** The text of the new edition. */
  text: string;
  /** The texts of earlier editions, by their ids. */
  texts: ReadonlyMap<string, string>;
  highlights: readonly CarriedHighlight[];
}

/** A highlight with its first selector, and its place in the latest edition before that has one. */
export interface CarriedHighlight extends Selector {
  id: string;
  editionId: string;
  latest: (Omit<Standing, "text"> & { editionId: string }) | null;
}

/** Where each of the highlights is in the text. */
export function carryAll({ text, texts, highlights }: Carrying): Anchor[] {
  const comparisons = new Comparisons();
  return highlights.map((highlight) => carry(highlight, texts, text, comparisons));
}

/** Where one highlight is in a text. */
export function carry(
  highlight: CarriedHighlight,
  texts: ReadonlyMap<string, string>,
  text: string,
  comparisons: Comparisons,
): Anchor {
  const { latest, editionId } = highlight;
  const standing = latest && { ...latest, text: texts.get(latest.editionId)! };
  return carryOver(highlight, texts.get(editionId)!, standing, text, comparisons);
}
