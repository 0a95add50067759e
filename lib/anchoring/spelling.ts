import { type Draft, match } from "./draft";
import { wordAt } from "./words";

/**
 * Corrects a match between words that differ in case if an unmatched word next to the second one is spelled exactly
 * like the first. Earlier steps ignore case. In "copyright Copyright notice", they may therefore have matched either
 * word with "copyright".
 */
export function matchSpelling(draft: Draft): void {
  const { before, after, partner, origin } = draft;
  for (let index = 0; index < before.count; index++) {
    const other = partner[index]!;
    if (other < 0) continue;
    const better = sameSpellingBeside(draft, index, other);
    if (better < 0 || wordAt(before, index) === wordAt(after, other)) continue;
    origin[other] = -1;
    match(draft, index, better);
  }
}

/**
 * The nearest unmatched word directly before or after `other` with the same spelling as a word of the first text, or
 * -1.
 */
function sameSpellingBeside({ before, after, origin }: Draft, index: number, other: number): number {
  const { keys, paragraphOf, count } = after;
  for (const direction of [-1, 1]) {
    for (let place = other + direction; place >= 0 && place < count && origin[place]! < 0; place += direction) {
      if (paragraphOf[place] !== paragraphOf[other]) break;
      if (keys[place] === keys[other] && wordAt(before, index) === wordAt(after, place)) return place;
    }
  }
  return -1;
}
