import { type Draft, match } from "./draft";
import { wordAt } from "./words";

/**
 * Gives each word the partner that is spelt as it is, where words without a partner beside its own hold one. Words are compared without
 * their case, so of "copyright Copyright notice" either may have become the partner of "copyright".
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

/** The nearest of the words without a partner directly before or after one that is spelt like a word of the first text, or -1. */
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
