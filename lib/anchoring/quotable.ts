import { LiteralIndex } from "./literal";
import { type Counts, countWords, pairOf } from "./surprise";
import { type Lexicon, readWords, type Words } from "./words";

/** A text indexed for finding quotes. The index is built once for all quotes. */
export interface QuotableText {
  words: Words;
  lexicon: Lexicon;
  counts: Counts;
  /** Positions of each word and of each word pair. The position of a word pair is that of its second word. */
  places: Map<number, number[]>;
  literal: LiteralIndex;
}

/** Maximum number of occurrences. Words and word pairs that occur more often do not help to locate a quote. */
export const MAX_PLACES = 200;

export function quotable(text: string): QuotableText {
  const lexicon: Lexicon = new Map();
  const words = readWords(text, lexicon);
  const places = new Map<number, number[]>();
  const note = (key: number, place: number): void => {
    const list = places.get(key);
    if (!list) places.set(key, [place]);
    else if (list.length <= MAX_PLACES) list.push(place);
  };
  for (let index = 0; index < words.count; index++) {
    note(words.keys[index]!, index);
    if (index > 0) note(pairOf(words.keys[index - 1]!, words.keys[index]!), index);
  }
  return { words, lexicon, counts: countWords(words), places, literal: new LiteralIndex(text) };
}
