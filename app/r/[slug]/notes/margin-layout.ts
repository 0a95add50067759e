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
