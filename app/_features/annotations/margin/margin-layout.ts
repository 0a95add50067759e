/** A card in the margin: where it would like to stand, and how much room it takes. In CSS pixels. */
export interface Card {
  /** The top of the passage it belongs to. */
  wanted: number;
  height: number;
}

/**
 * Places cards beside their passages, in order, without overlaps. A card that has no room slides down, except around the
 * active one: that stands where it wants to, and those before it make room upwards. Where they would leave the page at its
 * top, the active one and those after it slide down too.
 *
 * @param cards in reading order
 * @param active index of the card that is open, or -1
 * @param gap least distance between two cards
 * @returns the top of each card
 */
export function placeCards(cards: readonly Card[], active: number, gap: number): number[] {
  const tops: number[] = [];
  for (const [index, { wanted }] of cards.entries()) {
    const above = index === 0 ? 0 : tops[index - 1]! + cards[index - 1]!.height + gap;
    tops.push(index === active ? wanted : Math.max(wanted, above));
  }
  for (let index = active - 1; index >= 0; index--) {
    tops[index] = Math.min(tops[index]!, tops[index + 1]! - gap - cards[index]!.height);
  }
  let free = 0;
  for (const [index, { height }] of cards.entries()) {
    tops[index] = Math.max(tops[index]!, free);
    free = tops[index]! + height + gap;
  }
  return tops;
}

/** One row of the margin: a card, or several cards that have no room near their passages, folded into a line. */
interface Row extends Card {
  /** Indices of its cards; one for a card that is shown. */
  from: number;
  to: number;
  isFolded: boolean;
}

/** How far below its passage a card may slide, in CSS pixels: about a window's height. Further down nobody sees what it is on. */
const MAX_SLIDE = 600;
/** Height of a line that stands for folded cards, in CSS pixels. */
const FOLD_HEIGHT = 44;

/**
 * Decides which cards are shown where notes are denser than the margin has room for: one that would slide too far is folded into a
 * line with its neighbours.
 *
 * @param cards in reading order
 * @param isKept whether the card with an index is shown in any case
 * @param gap least distance between two rows
 * @returns rows in reading order; all cards are in one
 */
export function foldCards(cards: readonly Card[], isKept: (index: number) => boolean, gap: number): Row[] {
  const rows: Row[] = [];
  let free = 0;
  for (const [index, { wanted, height }] of cards.entries()) {
    const last = rows.at(-1);
    const top = Math.max(wanted, free);
    if (top - wanted > MAX_SLIDE && !isKept(index)) {
      if (last?.isFolded) last.to = index + 1;
      else {
        rows.push({ wanted, height: FOLD_HEIGHT, from: index, to: index + 1, isFolded: true });
        free = top + FOLD_HEIGHT + gap;
      }
    } else {
      rows.push({ wanted, height, from: index, to: index + 1, isFolded: false });
      free = top + height + gap;
    }
  }
  return rows;
}
