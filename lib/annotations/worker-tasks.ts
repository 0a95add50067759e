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
  points: readonly Point[];
}

/** An offset in the text of an edition. */
export interface Point {
  editionId: string;
  start: number;
}

/** A highlight with its first selector, and its position in the latest edition in which it was placed. */
export interface CarriedHighlight extends Selector {
  id: string;
  editionId: string;
  latest: (Omit<Standing, "text"> & { editionId: string }) | null;
}

/** The anchors of highlights and the offsets of points in the text. */
export function carryAll({ text, texts, highlights, points }: Carrying): { anchors: Anchor[]; offsets: number[] } {
  const comparisons = new Comparisons();
  return {
    anchors: highlights.map((highlight) => carry(highlight, texts, text, comparisons)),
    offsets: points.map((point) => pointIn(point, texts, text, comparisons)),
  };
}

/** Where the text continues after a point: at the first word there that both texts have, or at the end. */
export function pointIn(
  { editionId, start }: Point,
  texts: ReadonlyMap<string, string>,
  text: string,
  comparisons: Comparisons,
): number {
  const own = texts.get(editionId)!;
  if (own === text) return start;
  const { before, after, partner } = comparisons.alignment(own, text);
  for (let word = 0; word < before.count; word++) {
    if (before.starts[word]! >= start && partner[word]! >= 0) return after.starts[partner[word]!]!;
  }
  return text.length;
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
