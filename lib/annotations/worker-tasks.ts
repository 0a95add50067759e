/**
 * The part of placing highlights that runs in a worker (`lib/workers`), because the time to compare texts depends on
 * their content.
 */

import type { Anchor } from "../anchoring/anchor";
import type { Selector } from "./highlights/selector";
import { Comparisons, carryOver, type Standing } from "./placements/placing";

/** Highlights to place in a text. */
export interface Carrying {
  /** The text of the new edition. */
  text: string;
  /** The texts of earlier editions, by id. */
  texts: ReadonlyMap<string, string>;
  highlights: readonly CarriedHighlight[];
}

/** A highlight with its first selector, and its position in the latest edition in which it was placed. */
export interface CarriedHighlight extends Selector {
  id: string;
  editionId: string;
  latest: (Omit<Standing, "text"> & { editionId: string }) | null;
}

/** The anchor of each highlight in the text. */
export function carryAll({ text, texts, highlights }: Carrying): Anchor[] {
  const comparisons = new Comparisons();
  return highlights.map((highlight) => carry(highlight, texts, text, comparisons));
}

/** The anchor of one highlight in the text. */
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
