/** The number of the word that must stand at a place; a set where several may, or none that there is. */
export type PhrasePlace = number | ReadonlySet<number>;

/**
 * A phrase as it is looked for in one segment, place by place. Because places count words only, a phrase sees through whatever
 * stands between them: punctuation, quotes, dashes, line ends, footnote markers.
 */
export type PhrasePattern = readonly PhrasePlace[];

/**
 * Where a phrase occurs in a row of words.
 *
 * @param words word numbers in order
 * @param from the first place to look at
 * @param to the place after the last; occurrences lie within
 * @returns places of first words, ascending; occurrences may overlap
 */
export function phraseStarts(words: Uint32Array, from: number, to: number, pattern: PhrasePattern): number[] {
  const starts: number[] = [];
  for (let start = from; start + pattern.length <= to; start++) {
    if (standsAt(words, pattern, start)) starts.push(start);
  }
  return starts;
}

/** Whether a phrase occurs between two places of a row of words. */
export function hasPhrase(words: Uint32Array, from: number, to: number, pattern: PhrasePattern): boolean {
  for (let start = from; start + pattern.length <= to; start++) {
    if (standsAt(words, pattern, start)) return true;
  }
  return false;
}

/** A loop and not `every`: this runs for every word of every passage that might have the phrase. */
function standsAt(words: Uint32Array, pattern: PhrasePattern, start: number): boolean {
  for (let place = 0; place < pattern.length; place++) {
    const word = words[start + place]!;
    const wanted = pattern[place]!;
    if (typeof wanted === "number" ? word !== wanted : !wanted.has(word)) return false;
  }
  return true;
}
