/**
 * The number of the word required at a position. A set is used if the vocabulary contains several alternatives or none.
 */
export type PhrasePlace = number | ReadonlySet<number>;

/**
 * A phrase in the word numbers of one segment. Positions count words only, so a phrase matches across punctuation,
 * quotes, dashes, line ends and footnote markers.
 */
export type PhrasePattern = readonly PhrasePlace[];

/**
 * Finds the occurrences of a phrase in an array of words.
 *
 * @param words word numbers in order
 * @param from start of the range to search
 * @param to end of the range (exclusive); occurrences lie within it
 * @returns indexes of the first words, ascending; occurrences may overlap
 */
export function phraseStarts(words: Uint32Array, from: number, to: number, pattern: PhrasePattern): number[] {
  const starts: number[] = [];
  for (let start = from; start + pattern.length <= to; start++) {
    if (standsAt(words, pattern, start)) starts.push(start);
  }
  return starts;
}

/** Whether a phrase occurs in a range of an array of words. */
export function hasPhrase(words: Uint32Array, from: number, to: number, pattern: PhrasePattern): boolean {
  for (let start = from; start + pattern.length <= to; start++) {
    if (standsAt(words, pattern, start)) return true;
  }
  return false;
}

/** Uses a loop instead of `every` because it runs for every word of every candidate passage. */
function standsAt(words: Uint32Array, pattern: PhrasePattern, start: number): boolean {
  for (let place = 0; place < pattern.length; place++) {
    const word = words[start + place]!;
    const wanted = pattern[place]!;
    if (typeof wanted === "number" ? word !== wanted : !wanted.has(word)) return false;
  }
  return true;
}
