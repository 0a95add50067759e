/** A card in the margin: its preferred position and its height, in CSS pixels. */
export interface Card {
  /** The top of the card's passage. */
  wanted: number;
  height: number;
}

/**
 * Places cards beside their passages, in order and without overlaps. A card without enough room moves down. The active
 * card keeps its preferred position, and earlier cards move up to make room. If they would move past the top of the
 * page, the active card and all later ones move down.
 *
 * @param cards in reading order
 * @param active index of the open card, or -1
 * @param gap minimum distance between two cards
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

/** One row of the margin: a card, or a folded run of cards that don't fit near their passages. */
interface Row extends Card {
  /** Half-open range of card indices. If the row is a visible card, the range contains only that card. */
  from: number;
  to: number;
  isFolded: boolean;
}

/**
 * Maximum distance of a card below its passage, in CSS pixels: about one window height. Beyond that, it would no longer
 * be clear which passage the card belongs to.
 */
const MAX_SLIDE = 600;
/** Height of a row of folded cards, in CSS pixels. */
const FOLD_HEIGHT = 44;

/**
 * Decides which cards are shown when there are more notes than the margin has room for. A card that would move too far
 * is folded with its neighbours.
 *
 * @param cards in reading order
 * @param isKept whether the card at an index must be shown
 * @param gap minimum distance between two rows
 * @returns rows in reading order; every card is in exactly one
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
